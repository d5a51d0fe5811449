import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'

/**
 * The address of the client that a request comes from.
 *
 * Straight to this port, it is the peer's, or what TRUST_PROXY proxies say (express' `req.ip`).
 * Through the own sidecar, which alone knows the app API token, it is what the calling app says of
 * its client: the calling sidecar has added its own host behind that, as the last one.
 */
export function clientAddress(req: Request, appApiToken: string): string {
  const app = req.get('dapr-caller-app-id')
  if (!app || !isOwnSidecar(req, appApiToken)) return req.ip ?? ''
  const hops = (req.get('x-forwarded-for') ?? '').split(',').map((hop) => hop.trim())
  return hops.at(-2) || app
}

function isOwnSidecar(req: Request, appApiToken: string): boolean {
  const given = Buffer.from(req.get('dapr-api-token') ?? '')
  const expected = Buffer.from(appApiToken)
  return expected.length > 0 && given.length === expected.length && timingSafeEqual(given, expected)
}
