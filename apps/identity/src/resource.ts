import { errors, type ResourceServer } from 'oidc-provider'
import { type IdentityConfig, isProduction } from './config.ts'

/** The one thing that tokens are for; what clients name as `resource` (RFC 8707). */
export const shop = 'urn:e-shop'

/**
 * What a token for a resource is like. In development `urn:e-shop?ttl=1` asks for one that lives a
 * second, so that a test of expired tokens need not wait; never for one that lives longer.
 */
export function resourceServer(config: IdentityConfig, indicator: string): ResourceServer {
  return {
    audience: config.OIDC_AUDIENCE,
    scope: config.OIDC_SCOPE,
    accessTokenFormat: 'jwt',
    accessTokenTTL: secondsOf(config, indicator),
  }
}

function secondsOf(config: IdentityConfig, indicator: string): number {
  const longest = Math.floor(config.ACCESS_TOKEN_TTL / 1_000)
  if (indicator === shop) return longest
  const [, ttl] = /^urn:e-shop\?ttl=(\d{1,9})$/.exec(indicator) ?? []
  if (ttl === undefined || isProduction(config)) {
    throw new errors.InvalidTarget(`the only resource is ${shop}`)
  }
  const seconds = Number(ttl)
  if (seconds < 1 || seconds > longest) {
    throw new errors.InvalidTarget(`ttl must be from 1 to ${longest} seconds`)
  }
  return seconds
}
