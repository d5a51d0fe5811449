import { createSidecar, type Sidecar } from '@shop/kit/sidecar.ts'
import type { Response } from 'express'
import { callFor, type Handler } from '../call.ts'
import { relay } from '../relay.ts'
import type { GatewayService } from '../service.ts'

export type OpenSidecar = () => Pick<Sidecar, 'stream' | 'close'>

/** Way to the sidecar for one stream, so that those who listen don't use up the connections of all. */
export const ownConnection = ({ config }: GatewayService): OpenSidecar => {
  return () => createSidecar(config)
}

/** A buyer's stream of order updates, for as long as both sides like; no timeout, no buffer. */
export function orderEvents(service: GatewayService, open: OpenSidecar): Handler {
  const streams = new Set<Response>()
  service.onDrain(() => {
    for (const res of streams) res.end()
  })
  return async (asked, res) => {
    const sidecar = open()
    const close = () => {
      streams.delete(res)
      void sidecar.close()
    }
    // Whoever leaves before notifications has answered is not waited for.
    res.on('close', close)
    streams.add(res)
    // Or the connection would outlive its stream, and a service that stops would wait for it.
    res.setHeader('connection', 'close')
    try {
      await relay(asked, await sidecar.stream(callFor(asked)), res)
    } catch (error) {
      if (!res.closed) throw error
    } finally {
      close()
    }
  }
}
