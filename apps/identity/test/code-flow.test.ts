import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import {
  backOf,
  callback,
  discover,
  loopback,
  pageOf,
  signIn,
  startFlow,
  startIdentity,
  storefront,
  visitor,
} from './support.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
beforeAll(async () => {
  identity = await startIdentity()
})
afterAll(() => identity.close())

const claimsOf = (token: string) => decodeJwt<{ roles: string[] }>(token)

test('a shopper signs in at the storefront and gets tokens that say who it is', async () => {
  const tokens = await signIn(await storefront(identity.issuer), 'alice')
  expect(tokens.claims()).toMatchObject({
    sub: 'alice',
    name: 'Alice Martin',
    email: 'alice@example.com',
    roles: [],
    aud: 'storefront',
  })
  const access = claimsOf(tokens.access_token)
  expect(access).toMatchObject({
    iss: identity.issuer,
    aud: 'e-shop',
    scope: 'shop',
    client_id: 'storefront',
    sub: 'alice',
    name: 'Alice Martin',
    email: 'alice@example.com',
    roles: [],
  })
  expect(Number(access.exp) - Number(access.iat)).toBe(3_600)
  expect(tokens.expires_in).toBe(3_600)
})

test('the administrator has that role', async () => {
  const tokens = await signIn(await storefront(identity.issuer), 'admin')
  expect(claimsOf(tokens.access_token).roles).toEqual(['administrator'])
  expect(tokens.claims()).toMatchObject({ roles: ['administrator'] })
})

test('the storefront gets new tokens for its refresh token, which is good once', async () => {
  const config = await storefront(identity.issuer)
  const first = await signIn(config, 'alice')
  const second = await client.refreshTokenGrant(config, first.refresh_token ?? '')
  expect(claimsOf(second.access_token)).toMatchObject({
    sub: 'alice',
    aud: 'e-shop',
    scope: 'shop',
    name: 'Alice Martin',
  })
  expect(second.refresh_token).not.toBe(first.refresh_token)
  const third = await client.refreshTokenGrant(config, second.refresh_token ?? '')

  // Who shows an old one may have stolen it: all that came of that sign-in ends.
  for (const old of [first, third]) {
    await expect(client.refreshTokenGrant(config, old.refresh_token ?? '')).rejects.toMatchObject({
      error: 'invalid_grant',
    })
  }
})

test('the command line signs in without a secret, on any port of this machine', async () => {
  const cli = await discover(identity.issuer, 'cli')
  const tokens = await signIn(cli, 'buyer500', { extra: { redirect_uri: loopback } })
  expect(claimsOf(tokens.access_token)).toMatchObject({ sub: 'buyer500', name: 'Buyer 500' })
  expect(tokens.refresh_token).toBeUndefined()
})

test('who is signed in is not asked again, by no client, and never for consent', async () => {
  const browser = visitor(identity.issuer)
  const config = await storefront(identity.issuer)
  await signIn(config, 'bob', { browser })
  const again = await startFlow(config)
  const tokens = await again.finish(backOf(await browser.open(again.url)))
  expect(tokens.claims()?.sub).toBe('bob')

  const consent = await startFlow(config, {
    prompt: 'consent',
    scope: 'openid offline_access shop',
  })
  await consent.finish(backOf(await browser.open(consent.url)))

  const cli = await startFlow(await discover(identity.issuer, 'cli'), { redirect_uri: loopback })
  expect(await cli.finish(backOf(await browser.open(cli.url)))).toMatchObject({ scope: 'shop' })
})

test('another user can sign in where one is signed in', async () => {
  const browser = visitor(identity.issuer)
  const config = await storefront(identity.issuer)
  await signIn(config, 'alice', { browser })
  const { url, finish } = await startFlow(config, { prompt: 'login' })
  const page = pageOf(await browser.open(url))
  // The provider first ends the old session, by a form that a browser sends on by itself.
  const form = await browser.send(page, { username: 'bob', password: 'shop' })
  const [, xsrf = ''] = /name="xsrf" value="([\w-]+)"/.exec(form.text) ?? []
  const answer = await browser.send('/session/end/confirm', { xsrf, logout: 'yes' })
  expect((await finish(backOf(answer))).claims()?.sub).toBe('bob')
})

test('a code without PKCE is refused, to every client', async () => {
  const plain = { code_challenge: '', code_challenge_method: '' }
  for (const [config, redirect_uri] of [
    [await storefront(identity.issuer), callback],
    [await discover(identity.issuer, 'cli'), loopback],
  ] as const) {
    const { url } = await startFlow(config, { ...plain, redirect_uri })
    const back = new URL(backOf(await visitor(identity.issuer).open(url)))
    expect(back.searchParams.get('error')).toBe('invalid_request')
    expect(back.searchParams.get('error_description')).toMatch(/PKCE/)
  }
})

test('a code is good for the verifier that it was made for, once', async () => {
  const config = await storefront(identity.issuer)
  const browser = visitor(identity.issuer)
  const { url, finish } = await startFlow(config)
  const page = await browser.open(url)
  const back = backOf(await browser.send(pageOf(page), { username: 'bob', password: 'shop' }))
  const wrong = client.authorizationCodeGrant(config, new URL(back), {
    pkceCodeVerifier: client.randomPKCECodeVerifier(),
    expectedState: new URL(back).searchParams.get('state') ?? '',
  })
  await expect(wrong).rejects.toMatchObject({ error: 'invalid_grant' })
  await finish(back)
  await expect(finish(back)).rejects.toMatchObject({ error: 'invalid_grant' })
})

test.each([
  ['storefront', 'https://evil.example/auth/callback'],
  ['storefront', 'http://127.0.0.1:5999/auth/callback'],
  ['cli', 'http://evil.example/callback'],
  ['cli', 'http://127.0.0.1:49152/elsewhere'],
])('%s can not send anybody to %s', async (name, redirect_uri) => {
  const config = await discover(identity.issuer, name, 'development-storefront-secret')
  const { url } = await startFlow(config, { redirect_uri })
  const answer = await visitor(identity.issuer).open(url)
  expect(answer.status).toBe(400)
  expect(answer.get('location')).toBeUndefined()
  expect(answer.text).toContain('invalid_redirect_uri')
})

test('a wrong client secret gets no token', async () => {
  const config = await storefront(identity.issuer)
  const { url, finish } = await startFlow(await discover(identity.issuer, 'storefront', 'a guess'))
  const browser = visitor(identity.issuer)
  const page = await browser.open(url)
  const answer = await browser.send(pageOf(page), { username: 'bob', password: 'shop' })
  await expect(finish(backOf(answer))).rejects.toMatchObject({ error: 'invalid_client' })
  expect(config.serverMetadata().supportsPKCE()).toBe(true)
})

test('only codes are given to the front: nothing else may be asked for', async () => {
  const { url } = await startFlow(await storefront(identity.issuer), { response_type: 'id_token' })
  const back = new URL(backOf(await visitor(identity.issuer).open(url)))
  expect(back.href).toContain('error=unsupported_response_type')
})
