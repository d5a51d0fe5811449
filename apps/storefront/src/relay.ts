import { pipeline } from 'node:stream/promises'
import type { StreamedAnswer } from '@shop/kit/sidecar.ts'
import type { Request, Response } from 'express'
import { basketCookies, headersOf } from './headers.ts'

/** Gives the answer to the browser as it comes; whichever side leaves first ends the other. */
export async function relay(answer: StreamedAnswer, req: Request, res: Response) {
  res.status(answer.status)
  for (const [name, value] of Object.entries(headersOf(answer))) {
    if (value !== undefined) res.setHeader(name, value)
  }
  for (const cookie of basketCookies(answer)) res.append('set-cookie', cookie)
  if (req.method === 'HEAD') {
    discard(answer)
    res.end()
    return
  }
  // A stream of events is open from here on, though its first event may be long in coming.
  res.flushHeaders()
  // Where the gateway breaks off, the browser's connection is broken off too.
  await pipeline(answer.body, res).catch(() => undefined)
}

/** Lets an answer run off that is not needed, so that its connection can be used again. */
export function discard({ body }: StreamedAnswer) {
  body.on('error', () => {})
  body.resume()
}
