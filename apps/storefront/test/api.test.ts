import type { Invocation } from '@shop/kit/sidecar.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import request from 'supertest'
import { cookieIn, loggedIn, origin, own, startStorefront, tokensOf } from './support.ts'

let parts: Awaited<ReturnType<typeof startStorefront>>
let answer: (call: Invocation) => object = () => ({})
beforeAll(async () => {
  parts = await startStorefront()
  parts.sidecar.answer((call) => answer(call))
})
afterAll(() => parts.close())
beforeEach(() => {
  answer = () => ({ body: { ok: true } })
  parts.sidecar.calls.length = 0
})

const calls = () => parts.sidecar.calls
const anyone = () => request(parts.app)
const sent = (): Invocation => {
  const [call] = calls()
  if (!call) throw new Error('no call was made')
  return call
}

test('what is below /api/v1 goes to the gateway as it came', async () => {
  answer = () => ({ status: 201, headers: { 'content-type': 'application/json', location: '/x' } })
  const got = await anyone().get('/api/v1/catalog/items?search=b%C3%BCch+er&sort=-price')
  expect(calls()).toMatchObject([
    {
      app: 'gateway',
      method: 'GET',
      path: '/api/v1/catalog/items?search=b%C3%BCch+er&sort=-price',
    },
  ])
  expect(sent().token).toBeUndefined()
  expect(got.status).toBe(201)
  expect(got.headers['location']).toBe('/x')
})

test('who is logged in is told to the gateway by a token, which the browser never sees', async () => {
  const agent = await loggedIn(parts.app)
  const got = await agent.get('/api/v1/orders')
  expect(sent().token).toMatch(/^eyJ/)
  expect(JSON.stringify([got.headers, got.text])).not.toContain('eyJ')
  const session = await agent.get('/auth/session')
  expect(JSON.stringify([session.headers, session.text])).not.toContain('eyJ')
})

test('only a few headers pass, and of the cookies the basket alone', async () => {
  const agent = await loggedIn(parts.app)
  answer = () => ({
    headers: {
      'content-type': 'application/json',
      etag: '"1"',
      server: 'secret',
      'set-cookie': ['basket=b2; Path=/; HttpOnly', 'session=forged', 'other=1'],
    },
    body: {},
  })
  const got = await agent
    .put('/api/v1/basket/items/p1')
    .set(own)
    .set('cookie', 'basket=b1.sig; other=2')
    .set('authorization', 'Bearer forged')
    .set('x-request-id', 'attempt-1')
    .set('dapr-api-token', 'forged')
    .send({ quantity: 2 })
  const { headers = {}, body } = sent()
  const given = Object.fromEntries(Object.entries(headers).filter(([, value]) => value))
  expect(given).toEqual({
    'content-type': 'application/json',
    cookie: 'basket=b1.sig',
    'x-forwarded-for': expect.stringContaining('127.0.0.1'),
    'x-request-id': 'attempt-1',
  })
  expect(String(body)).toBe('{"quantity":2}')
  expect(got.headers['set-cookie']).toEqual(['basket=b2; Path=/; HttpOnly'])
  expect(got.headers['etag']).toBe('"1"')
  expect(got.headers['server']).toBeUndefined()
})

test('a change without a request id stays without one', async () => {
  await anyone().post('/api/v1/basket/checkout').set(own).send({})
  expect(sent().headers).toMatchObject({ 'x-request-id': undefined })
})

test.each([
  ['no sign of the own pages', {}, 403],
  ['the header of the own pages', own, 200],
  ['the own origin', { origin }, 200],
  ['another origin', { origin: 'https://evil.example' }, 403],
  ['no origin', { origin: 'null' }, 403],
])('a change with %s', async (_, headers, status) => {
  const got = await anyone().put('/api/v1/basket/items/p1').set(headers).send({ quantity: 1 })
  expect(got.status).toBe(status)
  expect(calls()).toHaveLength(status === 200 ? 1 : 0)
  expect((await anyone().post('/auth/logout').set(headers)).status).toBe(status)
})

test('reading needs no such sign', async () => {
  expect((await anyone().get('/api/v1/basket').set('origin', 'https://evil.example')).status).toBe(
    200,
  )
})

test.each([
  '/api/v1/../healthz',
  '/api/v1/%2e%2e/healthz',
  '/api/v1/orders%2f..%2fadmin',
  '/api/v1/orders/%252e%252e',
  '/api/v1/orders/1%3fx=1',
  '/api/v1/a\\..\\b',
])('%s is no path of the API', async (path) => {
  // Not through supertest, which would tidy the path up.
  const server = parts.app.listen(0)
  const { port } = server.address() as { port: number }
  const { request: raw } = await import('node:http')
  const status = await new Promise((resolve) =>
    raw({ port, path }, (res) => resolve(res.resume().statusCode)).end(),
  )
  server.close()
  expect(status).toBe(404)
  expect(calls()).toEqual([])
})

test('a body over 1 MiB is refused before anything is called', async () => {
  const got = await anyone()
    .put('/api/v1/catalog/items/1/picture')
    .set(own)
    .send('x'.repeat(1024 * 1024 + 1))
  expect(got.status).toBe(413)
  expect(got.body.code).toBe('too-large')
  expect(calls()).toEqual([])
})

test('a gateway out of reach is a 503 in words', async () => {
  answer = () => {
    throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'no such app')
  }
  const got = await anyone().get('/api/v1/catalog/items')
  expect(got.status).toBe(503)
  expect(got.headers['content-type']).toContain('application/problem+json')
  expect(got.body.detail).toBe('A part of the shop can not be reached')
})

test('the gateway’s problems pass as they are', async () => {
  answer = () => ({
    status: 409,
    headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
    body: { status: 409, code: 'price-changed' },
  })
  const got = await anyone().get('/api/v1/orders')
  expect(got.status).toBe(409)
  expect(got.headers['content-type']).toContain('application/problem+json')
  expect(got.headers['retry-after']).toBe('1')
  expect(got.body).toEqual({ status: 409, code: 'price-changed' })
})

test('a path below /api that is no version of the API is a 404, and no page', async () => {
  const got = await anyone().get('/api/v2/orders').set('accept', 'text/html')
  expect(got.status).toBe(404)
  expect(got.headers['content-type']).toContain('application/problem+json')
})

test('a state store out of reach logs nobody out', async () => {
  const agent = await loggedIn(parts.app)
  const { sidecar } = parts
  const broken = async () => {
    throw new SidecarError(503, 'state', 'no store')
  }
  const store = { get: broken, save: broken, delete: broken }
  const app = parts.replica({ ...parts.service, sidecar: { ...sidecar, state: () => store } })
  const cookies = agent.jar.getCookies({
    domain: '127.0.0.1',
    path: '/',
    secure: false,
    script: false,
  })
  const got = await request(app).get('/api/v1/orders').set('cookie', cookies.toValueString())
  expect(got.status).toBe(503)
  expect(cookieIn(got, 'session')).toBeUndefined()
  expect(calls()).toEqual([])
  expect(tokensOf(calls())).toEqual([])
})
