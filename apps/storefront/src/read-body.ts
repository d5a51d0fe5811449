import { badRequest, Refusal } from '@shop/kit/problem.ts'
import type { Request } from 'express'

/** The public API's own limit; what is held here can be sent a second time. */
const limit = 1024 * 1024

/** The whole body; undefined where there is none, 413 above 1 MiB. */
export async function readBody(req: Request): Promise<Buffer | undefined> {
  if (Number(req.get('content-length') ?? 0) > limit) throw tooLarge(req)
  if (!req.get('content-length') && !req.get('transfer-encoding')) return undefined
  const chunks: Buffer[] = []
  let size = 0
  try {
    for await (const chunk of req.iterator({ destroyOnReturn: false })) {
      size += chunk.length
      if (size > limit) throw tooLarge(req)
      chunks.push(chunk)
    }
  } catch (error) {
    throw error instanceof Refusal ? error : badRequest('The body was not sent to its end')
  }
  return size > 0 ? Buffer.concat(chunks, size) : undefined
}

/** The rest is let run off, or the client would see a broken connection instead of the answer. */
function tooLarge(req: Request): Refusal {
  req.resume()
  return new Refusal(413, 'The body is larger than 1 MiB', { code: 'too-large' })
}
