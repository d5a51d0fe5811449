import type { User } from '@shop/kit/auth.ts'
import type { Request, Response } from 'express'
import { z } from 'zod'
import { changedText, greeting } from './sse.ts'
import type { Streams } from './streams.ts'

/**
 * Opens a stream that tells when models have changed. A client that comes back is told so at
 * once, for what it may have missed.
 */
export function openStream(streams: Streams, user: User, now: Date, req: Request, res: Response) {
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    // For proxies that would collect an answer before they pass it on.
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  if (req.method === 'HEAD') return void res.end()
  res.write(greeting(now, reconnectAfter()))
  if (req.get('last-event-id')) res.write(changedText(now))
  streams.add({ res, expiresAt: expiryOf(user.token) })
}

/** Spread, so that those who lose one replica don't all knock at the next at once. */
const reconnectAfter = () => 1_000 + Math.floor(Math.random() * 2_000)

const claims = z.object({ exp: z.number().optional() })

/** When a token that has been verified expires. */
function expiryOf(token: string): number {
  const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
  const { exp } = claims.parse(JSON.parse(payload))
  return exp === undefined ? Number.POSITIVE_INFINITY : exp * 1_000
}
