import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createLog } from '@shop/kit/log.ts'
import * as client from 'openid-client'
import request, { type Response } from 'supertest'
import { createIdentity } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { readKeys } from '../src/keys.ts'

export const storefrontUrl = 'http://127.0.0.1:5100'
export const callback = `${storefrontUrl}/auth/callback`
/** Any port is good for the command line. */
export const loopback = 'http://127.0.0.1:49152/callback'

/** Identity on a free port, as its main module would run it; `at` sets its clock. */
export async function startIdentity(env: NodeJS.ProcessEnv = {}) {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const config = readConfig({ APP_PORT: '0', OIDC_ISSUER: issuer, ...env })
  let clock: Date | undefined
  const app = createIdentity({
    config,
    keys: await readKeys(config.IDENTITY_KEYS_FILE),
    log: createLog('identity', 'silent'),
    isReady: () => true,
    now: () => clock ?? new Date(),
  })
  server.on('request', app)
  return {
    issuer,
    at: (time: Date | undefined) => {
      clock = time
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** A client of openid-client's, as the storefront and the command line are. */
export const discover = (issuer: string, name: string, secret?: string) =>
  client.discovery(new URL(issuer), name, secret, secret ? undefined : client.None(), {
    execute: [client.allowInsecureRequests],
  })

export const storefront = (issuer: string) =>
  discover(issuer, 'storefront', 'development-storefront-secret')

export type Visitor = ReturnType<typeof visitor>

/** A browser with cookies, which follows redirects until they leave identity. */
export function visitor(issuer: string) {
  const agent = request.agent(issuer)
  const pathOf = (address: string) => {
    const url = new URL(address, issuer)
    return url.origin === issuer ? url.pathname + url.search : undefined
  }
  const follow = async (answer: Response): Promise<Response> => {
    const path =
      answer.get('location') === undefined ? undefined : pathOf(answer.get('location') ?? '')
    return path === undefined ? answer : follow(await agent.get(path).redirects(0))
  }
  const open = async (address: string, headers: Record<string, string> = {}) =>
    follow(
      await agent
        .get(pathOf(address) ?? '')
        .set(headers)
        .redirects(0),
    )
  return {
    open,
    /** Sends a form of the page that is shown at an address. */
    send: async (address: string, fields: object) =>
      follow(
        await agent
          .post(pathOf(address) ?? '')
          .type('form')
          .send(fields)
          .redirects(0),
      ),
  }
}

export type Flow = Awaited<ReturnType<typeof startFlow>>

/** What a client remembers between sending somebody to sign in and the way back. */
export async function startFlow(config: client.Configuration, extra: Record<string, string> = {}) {
  const pkceCodeVerifier = client.randomPKCECodeVerifier()
  const expectedState = client.randomState()
  const url = client.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: 'openid profile email shop',
    resource: 'urn:e-shop',
    code_challenge: await client.calculatePKCECodeChallenge(pkceCodeVerifier),
    code_challenge_method: 'S256',
    state: expectedState,
    ...extra,
  })
  const finish = (back: string) =>
    client.authorizationCodeGrant(config, new URL(back), { pkceCodeVerifier, expectedState })
  return { url: url.href, finish }
}

/** Where a redirect to the client goes. */
export function backOf(answer: Response): string {
  const location = answer.get('location')
  if (!location) throw new Error(`no way back, but ${answer.status}: ${answer.text}`)
  return location
}

/** The address of the sign-in page that is shown. */
export const pageOf = (answer: Response): string => answer.request.url

/** Somebody signs in for a client and comes back with tokens. */
export async function signIn(
  config: client.Configuration,
  user: string,
  {
    browser = visitor(config.serverMetadata().issuer),
    extra = {},
  }: {
    readonly browser?: Visitor
    readonly extra?: Record<string, string>
  } = {},
) {
  const { url, finish } = await startFlow(config, extra)
  const page = await browser.open(url)
  const answer = await browser.send(pageOf(page), { username: user, password: 'shop' })
  return finish(backOf(answer))
}
