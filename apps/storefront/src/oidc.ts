import type { ServiceConfig } from '@shop/kit/config.ts'
import { unavailable } from '@shop/kit/problem.ts'
import * as openid from 'openid-client'
import type { StorefrontSettings } from './config.ts'
import { claimsIn, profileFrom } from './profile.ts'
import type { Tokens } from './session.ts'

/** What binds the way back from the issuer to the way there. */
export type Proof = { readonly state: string; readonly nonce: string; readonly verifier: string }

/** The identity provider, as this shop uses it; 503 (a Refusal) while it can not be reached. */
export type Oidc = {
  loginUrl(proof: Proof): Promise<URL>
  /** The tokens for what the issuer sent the browser back with; throws where that isn't good. */
  exchange(callback: URL, proof: Proof): Promise<Tokens>
  /** New tokens, or `rejected` when the issuer will give none any more. */
  refresh(refreshToken: string): Promise<Tokens | 'rejected'>
  /** Where the browser goes to log out at the issuer too, if it can. */
  logoutUrl(): Promise<URL | undefined>
  revoke(refreshToken: string): Promise<void>
}

type Config = ServiceConfig & StorefrontSettings
const audience = { resource: 'urn:e-shop' }

export function createOidc(config: Config): Oidc {
  const client = discovered(config)
  const tokensOf = (answer: Answer): Tokens => ({
    accessToken: answer.access_token,
    ...(answer.refresh_token && { refreshToken: answer.refresh_token }),
    lifetime: (answer.expires_in ?? 60) * 1_000,
    user: profileFrom([answer.claims(), claimsIn(answer.access_token)], config),
  })

  return {
    loginUrl: async ({ state, nonce, verifier }) =>
      openid.buildAuthorizationUrl(await client(), {
        redirect_uri: `${config.STOREFRONT_URL}/auth/callback`,
        scope: `openid offline_access ${config.OIDC_SCOPE}`,
        // OpenID Connect Core §11: without it no offline access is given.
        prompt: 'consent',
        code_challenge: await openid.calculatePKCECodeChallenge(verifier),
        code_challenge_method: 'S256',
        state,
        nonce,
        ...audience,
      }),
    async exchange(callback, { state, nonce, verifier }) {
      const checks = { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: verifier }
      const known = await client()
      return tokensOf(
        await openid
          .authorizationCodeGrant(known, callback, checks, audience)
          .catch(unlessUnreachable),
      )
    },
    async refresh(refreshToken) {
      const grant = openid.refreshTokenGrant(await client(), refreshToken, audience)
      const answer = await grant.catch(unlessUnreachable).catch(rejected)
      return answer === 'rejected' ? answer : tokensOf(answer)
    },
    async logoutUrl() {
      const known = await client()
      if (!known.serverMetadata().end_session_endpoint) return undefined
      // The client's id, not an ID token: no token goes through the browser.
      return openid.buildEndSessionUrl(known, {
        post_logout_redirect_uri: `${config.STOREFRONT_URL}/`,
      })
    },
    async revoke(refreshToken) {
      const known = await client()
      if (known.serverMetadata().revocation_endpoint) {
        await openid.tokenRevocation(known, refreshToken, { token_type_hint: 'refresh_token' })
      }
    },
  }
}

type Answer = openid.TokenEndpointResponse & openid.TokenEndpointResponseHelpers

/** Discovers the issuer when it is first needed, and again after a failure. */
function discovered(config: Config): () => Promise<openid.Configuration> {
  let known: Promise<openid.Configuration> | undefined
  const discover = () =>
    openid.discovery(
      new URL(config.OIDC_ISSUER),
      'storefront',
      config.STOREFRONT_CLIENT_SECRET,
      undefined,
      {
        timeout: 5,
        execute: config.NODE_ENV === 'production' ? [] : [openid.allowInsecureRequests],
      },
    )
  return async () => {
    known ??= discover()
    try {
      return await known
    } catch {
      known = undefined
      throw out()
    }
  }
}

const out = () => unavailable('The identity provider can not be reached', 5)

/** No connection, no answer in time or the issuer's own trouble, told apart from its refusal. */
function unlessUnreachable(error: unknown): never {
  const answered = error instanceof openid.ResponseBodyError
  if (answered && error.status < 500 && error.status !== 429) throw error
  if (answered || isNetworkTrouble(error)) throw out()
  throw error
}

const isNetworkTrouble = (error: unknown): boolean =>
  error instanceof TypeError ||
  (error instanceof openid.ClientError &&
    ['OAUTH_TIMEOUT', 'OAUTH_ABORT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'].includes(error.code ?? ''))

function rejected(error: unknown): 'rejected' {
  if (error instanceof openid.ResponseBodyError) return 'rejected'
  throw error
}
