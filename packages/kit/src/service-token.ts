import {
  allowInsecureRequests,
  type Configuration,
  clientCredentialsGrant,
  discovery,
} from 'openid-client'
import type { ServiceConfig } from './config.ts'

/** Renewed this long before it expires, so that no call goes out with a token about to die. */
const margin = 30_000

/**
 * A token for calls that no user asked for: OAuth 2.0 client credentials (RFC 6749 §4.4), kept
 * until shortly before it expires; callers at one time share one grant.
 */
export function createServiceToken(name: string, config: ServiceConfig): () => Promise<string> {
  let client: Promise<Configuration> | undefined
  let held: { token: Promise<string>; until: number } | undefined

  const grant = async () => {
    client ??= discovery(
      new URL(config.OIDC_ISSUER),
      name,
      config.SERVICE_CLIENT_SECRET,
      undefined,
      {
        execute: config.NODE_ENV === 'production' ? [] : [allowInsecureRequests],
      },
    )
    const parameters = { scope: config.OIDC_SCOPE, resource: 'urn:e-shop' }
    const answer = await clientCredentialsGrant(await client, parameters)
    held = {
      token: Promise.resolve(answer.access_token),
      until: Date.now() + (answer.expires_in ?? 60) * 1_000 - margin,
    }
    return answer.access_token
  }
  return () => {
    if (held && Date.now() < held.until) return held.token
    const token = grant().catch((error: unknown) => {
      client = undefined
      held = undefined
      throw error
    })
    held = { token, until: Date.now() + 10_000 }
    return token
  }
}
