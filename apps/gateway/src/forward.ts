import { callFor, type Handler } from './call.ts'
import { relay } from './relay.ts'
import type { GatewayService } from './service.ts'

/** One call to the app that owns the route, answered as the app answers. */
export const forward =
  ({ sidecar }: GatewayService): Handler =>
  async (asked, res) =>
    relay(asked, await sidecar.stream(callFor(asked)), res)
