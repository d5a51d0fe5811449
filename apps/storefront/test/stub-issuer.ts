import { createHash, randomUUID } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

// An OpenID provider of which just enough is real for this side of it to be tested: codes are for
// one use and bound to PKCE, refresh tokens rotate, and a second use of one ends its grant.

type Grant = { user: string; nonce: string; challenge: string; redirectUri: string; over: boolean }

const encode = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: object) => `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}.c2ln`

export type StubIssuer = Awaited<ReturnType<typeof startStubIssuer>>

export async function startStubIssuer() {
  const codes = new Map<string, Grant>()
  const refreshTokens = new Map<string, { grant: Grant; used: boolean }>()
  /** What tests look at and turn. */
  const seen = {
    authorizations: [] as URLSearchParams[],
    grants: [] as URLSearchParams[],
    revoked: [] as string[],
  }
  const mode = {
    user: 'alice',
    roles: [] as string[],
    ttl: 3_600,
    deny: false,
    broken: false,
    delay: 0,
  }
  let issuer = ''

  const authorize = (query: URLSearchParams, res: ServerResponse) => {
    seen.authorizations.push(query)
    const back = new URL(query.get('redirect_uri') ?? '')
    back.searchParams.set('state', query.get('state') ?? '')
    if (mode.deny) back.searchParams.set('error', 'access_denied')
    else {
      const code = randomUUID()
      const [nonce, challenge] = [query.get('nonce') ?? '', query.get('code_challenge') ?? '']
      const redirectUri = query.get('redirect_uri') ?? ''
      codes.set(code, { user: mode.user, nonce, challenge, redirectUri, over: false })
      back.searchParams.set('code', code)
    }
    res.writeHead(303, { location: back.href }).end()
  }
  const tokensFor = (grant: Grant) => {
    const now = Math.floor(Date.now() / 1_000)
    const refresh_token = randomUUID()
    refreshTokens.set(refresh_token, { grant, used: false })
    const whole = { iss: issuer, sub: grant.user, iat: now, exp: now + 3_600 }
    const name = grant.user[0]?.toUpperCase() + grant.user.slice(1)
    const profile = {
      name,
      email: `${grant.user}@example.com`,
      roles: mode.roles,
      jti: randomUUID(),
    }
    return {
      access_token: jwt({ ...whole, aud: 'e-shop', scope: 'shop', ...profile }),
      id_token: jwt({ ...whole, aud: 'storefront', nonce: grant.nonce }),
      refresh_token,
      token_type: 'Bearer',
      expires_in: mode.ttl,
    }
  }
  const byCode = (form: URLSearchParams) => {
    const grant = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const verifier = form.get('code_verifier') ?? ''
    const proven = createHash('sha256').update(verifier).digest('base64url')
    const good = grant?.challenge === proven && grant.redirectUri === form.get('redirect_uri')
    return good ? grant : undefined
  }
  const byRefreshToken = (form: URLSearchParams) => {
    const known = refreshTokens.get(form.get('refresh_token') ?? '')
    if (!known || known.grant.over) return undefined
    if (known.used) known.grant.over = true
    known.used = true
    return known.grant.over ? undefined : known.grant
  }
  const token = (form: URLSearchParams, res: ServerResponse) => {
    seen.grants.push(form)
    const grant = form.get('grant_type') === 'refresh_token' ? byRefreshToken(form) : byCode(form)
    json(res, grant ? 200 : 400, grant ? tokensFor(grant) : { error: 'invalid_grant' })
  }
  const routes: Record<string, (sent: URLSearchParams, res: ServerResponse) => void> = {
    '/.well-known/openid-configuration': (_, res) => json(res, 200, metadata(issuer)),
    '/authorize': authorize,
    '/token': token,
    '/revoke': (form, res) => {
      const known = refreshTokens.get(form.get('token') ?? '')
      if (known) known.grant.over = true
      seen.revoked.push(form.get('token') ?? '')
      json(res, 200, {})
    },
    '/logout': (query, res) =>
      res.writeHead(303, { location: query.get('post_logout_redirect_uri') ?? '/' }).end(),
  }
  const server = createServer(async (req, res) => {
    const { pathname, searchParams } = new URL(req.url ?? '/', 'http://issuer')
    const sent = req.method === 'POST' ? new URLSearchParams(await textOf(req)) : searchParams
    if (mode.delay > 0) await new Promise((resolve) => setTimeout(resolve, mode.delay))
    const route = mode.broken ? undefined : routes[pathname]
    if (route) route(sent, res)
    else json(res, mode.broken ? 503 : 404, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: issuer,
    mode,
    seen,
    /** Ends all that it ever granted. */
    forgetAll: () => refreshTokens.clear(),
    close: () =>
      new Promise((resolve) => {
        server.close(resolve)
        server.closeAllConnections()
      }),
  }
}

const metadata = (issuer: string) => ({
  issuer,
  authorization_endpoint: `${issuer}/authorize`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  revocation_endpoint: `${issuer}/revoke`,
  end_session_endpoint: `${issuer}/logout`,
  response_types_supported: ['code'],
  id_token_signing_alg_values_supported: ['RS256'],
})

const json = (res: ServerResponse, status: number, body: object) =>
  res.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))

async function textOf(req: IncomingMessage): Promise<string> {
  let text = ''
  for await (const chunk of req) text += chunk
  return text
}
