import { setTimeout as sleep } from 'node:timers/promises'
import { createAuth } from '@shop/kit/auth.ts'
import { readEnv, serviceSettings } from '@shop/kit/config.ts'
import { createApp } from '@shop/kit/http.ts'
import { createLog } from '@shop/kit/log.ts'
import { createServiceToken } from '@shop/kit/service-token.ts'
import { decodeJwt } from 'jose'
import * as client from 'openid-client'
import request from 'supertest'
import {
  backOf,
  discover,
  loopback,
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

const services = [
  'basket',
  'catalog',
  'ordering',
  'grace-period',
  'payment',
  'analytics',
  'notifications',
  'operations',
  'gateway',
]

const serviceConfig = () =>
  readEnv(serviceSettings, {
    APP_PORT: '0',
    OIDC_ISSUER: identity.issuer,
    SERVICE_CLIENT_SECRET: 'development-service-secret',
  })

/** What the shop's services make of a token: the kit's own check, against this issuer. */
function ask(token: string, path: '/me' | '/admin' = '/me') {
  const auth = createAuth(serviceConfig())
  const log = createLog('test', 'silent')
  const app = createApp({ log, isReady: () => true }, (app) => {
    app.get('/me', async (req, res) => {
      res.json(await auth.user(req))
    })
    app.get('/admin', async (req, res) => {
      res.json(await auth.administrator(req))
    })
  })
  return request(app).get(path).set('authorization', `Bearer ${token}`)
}

test("a shopper's token is good at the services, and names the shopper", async () => {
  const { access_token: token } = await signIn(await storefront(identity.issuer), 'alice')
  const answer = await ask(token)
  expect(answer.body).toEqual({
    id: 'alice',
    name: 'Alice Martin',
    email: 'alice@example.com',
    roles: [],
    token,
  })
  expect((await ask(token, '/admin')).status).toBe(403)
})

test("the administrator's token opens what is for administrators", async () => {
  const { access_token: token } = await signIn(await storefront(identity.issuer), 'admin')
  expect((await ask(token, '/admin')).status).toBe(200)
})

test('an id token, a changed token and one of another issuer are refused', async () => {
  const other = await startIdentity()
  const tokens = await signIn(await storefront(identity.issuer), 'alice')
  const foreign = await signIn(await storefront(other.issuer), 'alice')
  const [header, , signature] = tokens.access_token.split('.')
  const payload = { ...decodeJwt(tokens.access_token), roles: ['administrator'] }
  const changed = Buffer.from(JSON.stringify(payload)).toString('base64url')
  const bad = [tokens.id_token, `${header}.${changed}.${signature}`, foreign.access_token]
  for (const token of bad) expect((await ask(token ?? '')).status).toBe(401)
  await other.close()
})

test('a token without the scope of the shop is refused', async () => {
  const config = await storefront(identity.issuer)
  const tokens = await signIn(config, 'alice', { extra: { scope: 'openid' } })
  expect((await ask(tokens.access_token)).status).toBe(403)
})

test.each(services)('%s gets a token for calls that no user asked for', async (name) => {
  const token = await createServiceToken(name, serviceConfig())()
  expect(decodeJwt(token)).toMatchObject({ sub: name, aud: 'e-shop', scope: 'shop' })
  expect((await ask(token)).body).toMatchObject({ id: name, roles: [] })
})

test('a service with a wrong secret, or of another name, gets none', async () => {
  const wrong = { ...serviceConfig(), SERVICE_CLIENT_SECRET: 'a guess of mine' }
  await expect(createServiceToken('basket', wrong)()).rejects.toMatchObject({
    error: 'invalid_client',
  })
  await expect(createServiceToken('stranger', serviceConfig())()).rejects.toMatchObject({
    error: 'invalid_client',
  })
})

test('a service can not sign anybody in, and a storefront is no service', async () => {
  const config = await storefront(identity.issuer)
  await expect(client.clientCredentialsGrant(config)).rejects.toMatchObject({
    error_description: 'requested grant type is not allowed for this client',
  })
  const basket = await discover(identity.issuer, 'basket', 'development-service-secret')
  const { url } = await startFlow(basket)
  expect((await visitor(identity.issuer).open(url)).status).toBe(400)
})

test('without a resource a token is for the shop all the same; another there is not', async () => {
  const basket = await discover(identity.issuer, 'basket', 'development-service-secret')
  const plain = await client.clientCredentialsGrant(basket, { scope: 'shop' })
  expect(decodeJwt(plain.access_token)).toMatchObject({ aud: 'e-shop', scope: 'shop' })
  const other = client.clientCredentialsGrant(basket, { resource: 'urn:other' })
  await expect(other).rejects.toMatchObject({ error: 'invalid_target' })
})

const short = (ttl: number | string) => ({
  redirect_uri: loopback,
  resource: `urn:e-shop?ttl=${ttl}`,
})

test('a token of one second is good for a second', async () => {
  const cli = await discover(identity.issuer, 'cli')
  const { access_token: token } = await signIn(cli, 'alice', { extra: short(1) })
  const { iat, exp, aud } = decodeJwt(token)
  expect([Number(exp) - Number(iat), aud]).toEqual([1, 'e-shop'])
  await sleep(1_100)
  const answer = await ask(token)
  expect([answer.status, answer.body.detail]).toEqual([401, 'The token has expired'])
})

test.each([0, 3_601, '1s', '-1', '1&x=2'])('a life of %s is refused', async (ttl) => {
  const { url } = await startFlow(await discover(identity.issuer, 'cli'), short(ttl))
  const back = new URL(backOf(await visitor(identity.issuer).open(url)))
  expect(back.searchParams.get('error')).toBe('invalid_target')
})

test('names of audience, scope, claim and role, and the life of tokens can be set', async () => {
  const own = await startIdentity({
    OIDC_AUDIENCE: 'shop-api',
    OIDC_SCOPE: 'shopping',
    OIDC_ROLES_CLAIM: 'groups',
    OIDC_ADMIN_ROLE: 'boss',
    ACCESS_TOKEN_TTL: '90s',
  })
  const config = await storefront(own.issuer)
  const tokens = await signIn(config, 'admin', { extra: { scope: 'openid shopping' } })
  const claims = decodeJwt(tokens.access_token)
  expect(claims).toMatchObject({ aud: 'shop-api', scope: 'shopping', groups: ['boss'] })
  expect(Number(claims.exp) - Number(claims.iat)).toBe(90)
  await own.close()
})
