import type { Readable } from 'node:stream'

/** What `readAll` rejects with where there is more than it may read. */
export const tooMuch = new Error('There is more than is allowed')

/** All that a stream has; past `limit` the rest is let run off. Rejects too where it breaks off. */
export const readAll = (
  stream: Readable,
  limit: number = Number.POSITIVE_INFINITY,
): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    const chunks: Buffer[] = []
    let size = 0
    stream.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size <= limit) chunks.push(chunk)
      else reject(tooMuch)
    })
    stream.on('end', () => resolve(Buffer.concat(chunks)))
    stream.on('error', reject)
    stream.on('close', () => reject(new Error('The stream broke off')))
  })
