import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Invocation } from '@shop/kit/sidecar.ts'
import { testService } from '@shop/kit/testing.ts'
import { createGateway } from '../src/app.ts'
import type { GatewaySettings } from '../src/config.ts'

const defaults: GatewaySettings = {
  RATE_LIMIT: 100_000,
  TRUST_PROXY: 0,
  TOP_FIVE_TIMEOUT: 300,
  TOP_FIVE_KEPT: 5_000,
}

/** The gateway with a recorded sidecar, which also carries the streams of events. */
export async function startGateway(settings: Partial<GatewaySettings> = {}) {
  const config = { ...defaults, ...settings }
  const parts = await testService<never, GatewaySettings>({ name: 'gateway', config })
  return { ...parts, app: createGateway(parts.service, () => parts.sidecar) }
}

type Parts = Awaited<ReturnType<typeof startGateway>>

/** Answers for all that was not answered before: 200 and nothing much. */
export const answerAll = ({ sidecar }: Parts) => sidecar.answer(() => ({ body: { ok: true } }))

/** The only call that was made since the last look. */
export function onlyCall({ sidecar }: Parts): Invocation {
  const calls = sidecar.calls.splice(0)
  expect(calls).toHaveLength(1)
  return calls[0] as Invocation
}

/** Calls as `GET catalog /catalog/items`. */
export const callsOf = ({ sidecar }: Parts) =>
  sidecar.calls.splice(0).map(({ method, app, path }) => `${method} ${app} ${path}`)

/** The port that a server listens on, once it does. */
export async function portOf(server: Server): Promise<number> {
  if (!server.listening) await new Promise((resolve) => server.once('listening', resolve))
  return (server.address() as AddressInfo).port
}
