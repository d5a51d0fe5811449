import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  type Configuration,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client'
import { signIn } from './sign-in.ts'

export type UserToken = { readonly user: string; readonly token: string }

type Options = {
  /** Of all users; `shop` where it isn't given. */
  readonly password?: string
  /** A shorter life, in seconds; only of an identity in development. */
  readonly ttl?: number
}

/** Of the client `cli` any port of the loopback address is good, so none is needed. */
const back = 'http://127.0.0.1/callback'

/** How many sign in at a time. */
const lanes = 16

/** Access tokens of users, in their order, each from a sign-in of its own (code flow with PKCE). */
export async function getTokens(
  issuer: string,
  users: readonly string[],
  options: Options = {},
): Promise<UserToken[]> {
  const client = await cli(issuer)
  const tokens = new Map<string, string>()
  const waiting = new Set(users).values()
  const lane = async () => {
    for (const user of waiting) tokens.set(user, await tokenOf(client, user, options))
  }
  await Promise.all(Array.from({ length: lanes }, lane))
  return users.map((user) => ({ user, token: tokens.get(user) ?? '' }))
}

const cli = (issuer: string): Promise<Configuration> => {
  const url = new URL(issuer)
  const execute = url.protocol === 'http:' ? [allowInsecureRequests] : []
  return discovery(url, 'cli', undefined, None(), { execute })
}

async function tokenOf(client: Configuration, user: string, { ttl, password = 'shop' }: Options) {
  const pkceCodeVerifier = randomPKCECodeVerifier()
  const expectedState = randomState()
  const start = buildAuthorizationUrl(client, {
    redirect_uri: back,
    scope: 'openid shop',
    resource: ttl === undefined ? 'urn:e-shop' : `urn:e-shop?ttl=${ttl}`,
    code_challenge: await calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
  })
  const answer = await signIn(start, back, { user, password })
  const tokens = await authorizationCodeGrant(client, answer, { pkceCodeVerifier, expectedState })
  return tokens.access_token
}
