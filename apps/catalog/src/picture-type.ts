export const pictureTypes = ['image/svg+xml', 'image/png', 'image/jpeg', 'image/webp'] as const
export type PictureType = (typeof pictureTypes)[number]

const begins = (body: Buffer, signature: readonly number[], at = 0) =>
  signature.every((byte, index) => body[at + index] === byte)

const riff = [0x52, 0x49, 0x46, 0x46]
const webp = [0x57, 0x45, 0x42, 0x50]

/** Whether a body is what its content type says, by the format's first bytes. */
export function isPicture(type: PictureType, body: Buffer): boolean {
  switch (type) {
    case 'image/png':
      return begins(body, [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
    case 'image/jpeg':
      return begins(body, [0xff, 0xd8, 0xff])
    case 'image/webp':
      return begins(body, riff) && begins(body, webp, 8)
    case 'image/svg+xml':
      return isSvg(body.toString('utf8', 0, 4_096))
  }
}

/** Its root may come after a declaration, a doctype and comments. */
const isSvg = (start: string) =>
  /^\uFEFF?\s*<(\?xml|!DOCTYPE|!--|svg)/.test(start) && /<svg[\s>]/.test(start)
