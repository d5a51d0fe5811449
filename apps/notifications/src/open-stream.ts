import type { User } from '@shop/kit/auth.ts'
import { parse } from '@shop/kit/problem.ts'
import type { Request, Response } from 'express'
import { z } from 'zod'
import type { NotificationsService } from './service.ts'
import { greeting } from './sse.ts'
import { createStream } from './stream.ts'
import type { Streams } from './streams.ts'
import { lastSeq } from './update-store.ts'

const position = z
  .string()
  .regex(/^\d{0,15}$/, 'must be the id of an event of this stream')
  .transform((id) => (id === '' ? undefined : Number(id)))
  .optional()
const eventsQuery = z.strictObject({ lastEventId: position })
const eventsHeaders = z.object({ 'last-event-id': position })

/** What the client has: the header, which a browser keeps up to date, before the query. */
function lastHeard(req: Request): number | undefined {
  const { lastEventId } = parse(eventsQuery, req.query)
  return parse(eventsHeaders, req.headers)['last-event-id'] ?? lastEventId
}

/**
 * Opens the user's stream of order updates: all that came after the client's last event, then each
 * new one. Without a last event it begins now.
 */
export async function openStream(
  { db }: NotificationsService,
  streams: Streams,
  user: User,
  req: Request,
  res: Response,
) {
  const heard = lastHeard(req)
  const after = startAfter(heard, await lastSeq(db, user.id))
  // The client may have left meanwhile.
  if (res.destroyed) return
  res.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    // For proxies that would collect an answer before they pass it on.
    'x-accel-buffering': 'no',
    connection: 'close',
  })
  if (req.method === 'HEAD') return void res.end()
  const stream = createStream(res, {
    buyerId: user.id,
    after,
    expiresAt: expiryOf(user.token),
    onReady: streams.wake,
  })
  res.on('close', () => streams.remove(stream))
  res.write(greeting(after, reconnectAfter()))
  streams.add(stream)
}

function startAfter(heard: number | undefined, latest: number): number {
  if (heard === undefined) return latest
  // An id that was never given out comes from another life of this database: begin anew, with all.
  return heard > latest ? 0 : heard
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
