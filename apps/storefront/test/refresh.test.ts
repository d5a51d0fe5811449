import type { Invocation } from '@shop/kit/sidecar.ts'
import request from 'supertest'
import { renewSession } from '../src/renew-session.ts'
import { session } from '../src/session.ts'
import { createVault } from '../src/vault.ts'
import { type Agent, cookieIn, loggedIn, own, startStorefront, tokensOf } from './support.ts'

let parts: Awaited<ReturnType<typeof startStorefront>>
/** Tokens that the gateway refuses though they have not expired here. */
let refused: Set<string | undefined>
beforeAll(async () => {
  parts = await startStorefront()
  parts.sidecar.answer(({ token, path }) => {
    const needsToken = path.startsWith('/api/v1/orders')
    return refused.has(token) || (needsToken && !token) ? { status: 401, body: {} } : { body: {} }
  })
})
afterAll(() => parts.close())
beforeEach(() => {
  refused = new Set()
  parts.at(undefined)
  parts.issuer.mode.delay = 0
  parts.issuer.mode.broken = false
})

const calls = () => parts.sidecar.calls
const refreshes = () =>
  parts.issuer.seen.grants.filter((grant) => grant.get('grant_type') === 'refresh_token')
const later = (ms: number) => parts.at(new Date(Date.now() + ms))

/** A browser that is logged in, with what was counted before forgotten. */
async function fresh() {
  const agent = await loggedIn(parts.app)
  calls().length = 0
  parts.issuer.seen.grants.length = 0
  return agent
}
const sessionOf = (agent: Agent) => {
  const all = agent.jar.getCookies({ domain: '127.0.0.1', path: '/', secure: false, script: false })
  return all.toValueString()
}
const user = async (agent: Agent) => (await agent.get('/auth/session')).body.user

test('a token that has time left is used as it is', async () => {
  const agent = await fresh()
  later(3_600_000 - 31_000)
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
  expect(refreshes()).toEqual([])
})

test('a token is renewed half a minute before it dies, for the same audience', async () => {
  const agent = await fresh()
  await agent.get('/api/v1/orders')
  later(3_600_000 - 29_000)
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
  await agent.get('/api/v1/orders')
  expect(refreshes().map((grant) => grant.get('resource'))).toEqual(['urn:e-shop'])
  const [first, second, third] = tokensOf(calls())
  expect(second).not.toBe(first)
  expect(third).toBe(second)
})

test('a token of a short life is renewed in its last fifth', async () => {
  parts.issuer.mode.ttl = 10
  const agent = await fresh()
  parts.issuer.mode.ttl = 3_600
  later(7_000)
  await agent.get('/api/v1/orders')
  expect(refreshes()).toHaveLength(0)
  later(9_000)
  await agent.get('/api/v1/orders')
  expect(refreshes()).toHaveLength(1)
})

test('many requests at once share one refresh', async () => {
  const agent = await fresh()
  later(3_600_001)
  parts.issuer.mode.delay = 30
  const answers = await Promise.all(Array.from({ length: 20 }, () => agent.get('/api/v1/orders')))
  expect(answers.map((answer) => answer.status)).toEqual(Array(20).fill(200))
  expect(refreshes()).toHaveLength(1)
  expect(new Set(tokensOf(calls())).size).toBe(1)
})

test('two replicas use a refresh token once: one asks, the other takes what it brought', async () => {
  const agent = await fresh()
  const cookie = sessionOf(agent)
  const replicas = [parts.app, parts.replica(), parts.replica()]
  later(3_600_001)
  parts.issuer.mode.delay = 30
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, n) =>
      request(replicas[n % 3] ?? parts.app)
        .get('/api/v1/orders')
        .set('cookie', cookie),
    ),
  )
  expect(answers.map((answer) => answer.status)).toEqual(Array(12).fill(200))
  expect(refreshes()).toHaveLength(1)
  later(2 * 3_600_001)
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
  expect(refreshes()).toHaveLength(2)
})

test('while one replica renews a token that still lives, the others go on with it', async () => {
  const agent = await fresh()
  const cookie = sessionOf(agent)
  later(3_600_000 - 20_000)
  parts.issuer.mode.delay = 300
  const slow = agent.get('/api/v1/orders').then((answer) => answer.status)
  await new Promise((resolve) => setTimeout(resolve, 100))
  const quick = await request(parts.replica()).get('/api/v1/orders').set('cookie', cookie)
  expect(quick.status).toBe(200)
  expect(calls()).toHaveLength(1)
  expect(await slow).toBe(200)
})

test('a token that the gateway refuses is renewed and the call made once more, body and all', async () => {
  const agent = await fresh()
  await agent.get('/api/v1/orders')
  refused = new Set(tokensOf(calls()))
  calls().length = 0
  const answer = await agent
    .post('/api/v1/orders/o1/cancel')
    .set({ ...own, 'x-request-id': 'attempt-1' })
    .send({ reason: 'mistake' })
  expect(answer.status).toBe(200)
  const bodyAndId = ({ body, headers }: Invocation) => [String(body), headers?.['x-request-id']]
  expect(calls().map(bodyAndId)).toEqual(Array(2).fill(['{"reason":"mistake"}', 'attempt-1']))
  expect(refreshes()).toHaveLength(1)
})

test('a call is made once more at most', async () => {
  const agent = await fresh()
  await agent.get('/api/v1/orders')
  refused = { has: () => true } as unknown as Set<string>
  calls().length = 0
  expect((await agent.get('/api/v1/orders')).status).toBe(401)
  expect(calls()).toHaveLength(2)
})

test('requests whose one token is refused at once share the refresh', async () => {
  const agent = await fresh()
  await agent.get('/api/v1/orders')
  refused = new Set(tokensOf(calls()))
  parts.issuer.mode.delay = 30
  const answers = await Promise.all(Array.from({ length: 8 }, () => agent.get('/api/v1/orders')))
  expect(answers.map((answer) => answer.status)).toEqual(Array(8).fill(200))
  expect(refreshes()).toHaveLength(1)
})

test('when the issuer gives no more tokens the session ends: the shopper is anonymous again', async () => {
  const agent = await fresh()
  parts.issuer.forgetAll()
  later(3_600_001)
  const answer = await agent.get('/api/v1/basket')
  expect(answer.status).toBe(200)
  expect(tokensOf(calls())).toEqual([undefined])
  expect(cookieIn(answer, 'session')?.value).toBe('')
  expect(await user(agent)).toBeNull()
  expect((await agent.get('/api/v1/orders')).status).toBe(401)
})

test('a refused token that can not be renewed ends the session the same way', async () => {
  const agent = await fresh()
  await agent.get('/api/v1/basket')
  refused = new Set(tokensOf(calls()))
  parts.issuer.forgetAll()
  const answer = await agent.get('/api/v1/basket')
  expect(answer.status).toBe(200)
  expect(cookieIn(answer, 'session')?.value).toBe('')
  expect(await user(agent)).toBeNull()
})

test('an issuer that is down ends no session: the token is used while it lives, then it is a 503', async () => {
  const agent = await fresh()
  parts.issuer.mode.broken = true
  later(3_600_000 - 10_000)
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
  refused = new Set(tokensOf(calls()))
  later(3_600_001)
  const answer = await agent.get('/api/v1/orders')
  expect(answer.status).toBe(503)
  expect(answer.body.detail).toBe('The identity provider can not be reached')
  parts.issuer.mode.broken = false
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
})

test('whoever logs out while a refresh is under way stays logged out', async () => {
  const agent = await fresh()
  later(3_600_001)
  parts.issuer.mode.delay = 100
  const under = agent.get('/api/v1/orders').then((answer) => answer.status)
  await new Promise((resolve) => setTimeout(resolve, 30))
  await request(parts.app).post('/auth/logout').set(own).set('cookie', sessionOf(agent))
  expect(await under).toBe(401)
  expect(await user(agent)).toBeNull()
  expect(parts.issuer.seen.revoked.length).toBeGreaterThan(1)
})

test('a replica that died while it renewed holds nobody up for long', async () => {
  const agent = await fresh()
  later(3_600_001)
  const { service, sidecar } = parts
  const vault = createVault(sidecar.state('statestore'), 'session', session)
  const oidc = { refresh: () => new Promise<never>(() => {}), revoke: async () => {} }
  const id = /session=([\w-]+)/.exec(sessionOf(agent))?.[1] ?? ''
  void renewSession({ ...service, vault, oidc }, id, () => true)
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect((await vault.read(id))?.value.claimedUntil).toBeDefined()
  later(3_600_001 + 15_001)
  expect((await agent.get('/api/v1/orders')).status).toBe(200)
})
