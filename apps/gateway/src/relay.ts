import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { unavailable } from '@shop/kit/problem.ts'
import type { StreamedAnswer } from '@shop/kit/sidecar.ts'
import type { Response } from 'express'
import type { Asked } from './call.ts'
import { headersOf } from './headers.ts'
import { readAll } from './read-all.ts'

/** Gives an app's answer to the client. */
export async function relay({ req, route }: Asked, answer: StreamedAnswer, res: Response) {
  // JSON is read whole: one write instead of a stream of chunks is a sixth less work a request.
  const whole = isJson(answer) && req.method !== 'HEAD' ? await read(answer) : undefined
  res.status(answer.status)
  // What is for one person is for no cache, unless the app says otherwise.
  if (route.who !== 'anyone') res.setHeader('cache-control', 'no-store')
  for (const [name, value] of Object.entries(headersOf(route, answer))) {
    if (value !== undefined) res.setHeader(name, value)
  }
  if (whole) {
    res.end(whole)
    return
  }
  if (req.method === 'HEAD') {
    discard(answer)
    res.end()
    return
  }
  // Or who listens would not know of it before the first event.
  if (route.by === 'events') res.flushHeaders()
  // Where the app breaks off, the client's connection is broken off too: half is never the whole.
  // Whichever side leaves first ends the other.
  await pipeline(answer.body, res).catch(() => undefined)
}

const isJson = ({ headers }: StreamedAnswer) =>
  /^application\/(problem\+)?json\b/.test(String(headers['content-type']))

const read = ({ body }: StreamedAnswer): Promise<Buffer> =>
  readAll(body).catch(() => {
    throw unavailable('The answer was broken off')
  })

/** Lets an answer run off that is not needed, so that its connection can be used again. */
export function discard({ body }: StreamedAnswer) {
  body.on('error', () => {})
  body.resume()
}

/** The answer with another body: JSON. */
export const withJson = (answer: StreamedAnswer, body: unknown): StreamedAnswer => ({
  status: answer.status,
  headers: { ...answer.headers, 'content-length': undefined, etag: undefined },
  body: Readable.from([Buffer.from(JSON.stringify(body))]),
})
