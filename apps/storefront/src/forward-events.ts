import { createSidecar, type Sidecar } from '@shop/kit/sidecar.ts'
import type { RequestHandler, Response } from 'express'
import { forward } from './forward.ts'
import type { StorefrontService } from './service.ts'
import type { Sessions } from './sessions.ts'

export type OpenSidecar = () => Pick<Sidecar, 'stream' | 'close'>

/** Way to the sidecar for one stream, so that those who listen don't use up the connections of all. */
export const ownConnection =
  ({ config }: Pick<StorefrontService, 'config'>): OpenSidecar =>
  () =>
    createSidecar(config)

/** As `forward`, for streams of events: open for as long as both sides like. */
export function forwardEvents(
  { onDrain }: Pick<StorefrontService, 'onDrain'>,
  sessions: Sessions,
  open: OpenSidecar,
): RequestHandler {
  const streams = new Set<Response>()
  onDrain(() => {
    for (const res of streams) res.end()
  })
  return async (req, res, next) => {
    if (!req.get('accept')?.includes('text/event-stream')) return next()
    const sidecar = open()
    streams.add(res)
    // Or the connection would outlive its stream, and a service that stops would wait for it.
    res.setHeader('connection', 'close')
    try {
      await forward(sidecar, sessions)(req, res, next)
    } finally {
      streams.delete(res)
      await sidecar.close()
    }
  }
}
