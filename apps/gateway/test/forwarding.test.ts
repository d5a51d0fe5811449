import { createServer } from 'node:http'
import { connect } from 'node:net'
import { SidecarError } from '@shop/kit/sidecar.ts'
import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { callsOf, onlyCall, portOf, startGateway } from './support.ts'

type Answers = Parameters<Awaited<ReturnType<typeof startGateway>>['sidecar']['answer']>[0]

let parts: Awaited<ReturnType<typeof startGateway>>
let answer: Answers
beforeAll(async () => {
  parts = await startGateway()
  parts.sidecar.answer((call) => answer(call))
})
beforeEach(() => {
  answer = () => ({ body: {} })
  parts.sidecar.calls.length = 0
})
afterAll(() => parts.close())

const get = (path: string) => request(parts.app).get(`/api/v1${path}`)
const putLine = () => request(parts.app).put('/api/v1/basket/items/p1')
const json = { 'content-type': 'application/json' }
const problem = { 'content-type': 'application/problem+json; charset=utf-8' }

test.each([
  ['good', () => bearer('alice')],
  ['expired', () => bearer('alice', [], { ttl: -60 })],
  ['for somebody else', () => bearer('alice', [], { audience: 'another' })],
  ['nonsense', async () => 'Bearer nonsense'],
  ['not even a bearer', async () => 'Negotiate ???'],
])(
  'a token that is %s never makes a catalog read fail, and never reaches the catalog',
  async (_, of) => {
    const token = await of()
    for (const path of ['/items', '/items/1', '/items/1/rating', '/items/1/picture', '/brands']) {
      expect((await get(`/catalog${path}`).set('authorization', token)).status).toBe(200)
      const { headers, token: relayed } = onlyCall(parts)
      expect([headers?.['authorization'], relayed]).toEqual([undefined, undefined])
    }
  },
)

test('a basket is for anyone, but a token that is not good is said to be so', async () => {
  expect((await get('/basket')).status).toBe(200)
  const expired = await bearer('alice', [], { ttl: -60 })
  expect((await get('/basket').set('authorization', expired)).status).toBe(401)
  expect(callsOf(parts)).toEqual(['GET basket /basket'])
})

test('a problem of a service is passed on unchanged, with its status and Retry-After', async () => {
  const body = { type: 'about:blank', title: 'Conflict', status: 409, code: 'basket-empty' }
  answer = () => ({ status: 409, headers: { ...problem, 'retry-after': '3' }, body })
  const sent = request(parts.app).post('/api/v1/basket/checkout').send({})
  const { status, headers, text } = await sent
    .set('authorization', await bearer('alice'))
    .set('x-request-id', 'r1')
  expect([status, headers['retry-after']]).toEqual([409, '3'])
  expect(headers['content-type']).toBe(problem['content-type'])
  expect(text).toBe(JSON.stringify(body))
})

test('an answer keeps the headers that a client may see, and no other', async () => {
  answer = () => ({
    headers: {
      'content-type': 'image/svg+xml',
      'content-security-policy': "default-src 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'public, max-age=31536000, immutable',
      etag: '"v1"',
      'set-cookie': ['basket=a', 'sid=b'],
      server: 'daprd',
      'dapr-caller-app-id': 'gateway',
      'x-powered-by': 'secret',
      'access-control-allow-origin': '*',
      connection: 'close',
    },
    body: '<svg/>',
  })
  const { headers } = await get('/catalog/items/1/picture').set('if-none-match', '"v0"')
  expect(headers).toMatchObject({
    'content-type': 'image/svg+xml',
    'content-security-policy': "default-src 'none'",
    'x-content-type-options': 'nosniff',
    'cache-control': 'public, max-age=31536000, immutable',
    etag: '"v1"',
  })
  const hidden = ['set-cookie', 'server', 'dapr-caller-app-id', 'x-powered-by']
  for (const name of [...hidden, 'access-control-allow-origin'])
    expect(headers[name]).toBeUndefined()
  expect(onlyCall(parts).headers).toMatchObject({ 'if-none-match': '"v0"' })
})

test('a picture that the client has is a 304 without a body', async () => {
  answer = () => ({ status: 304, headers: { etag: '"v1"' } })
  const { status, headers, text } = await get('/catalog/items/1/picture')
  expect([status, headers['etag'], text]).toEqual([304, '"v1"', ''])
})

test('an answer without a body stays one', async () => {
  answer = () => ({ status: 204, headers: {} })
  const sent = request(parts.app).delete('/api/v1/catalog/items/1')
  const { status, headers } = await sent.set('authorization', await bearer('a', ['administrator']))
  expect([status, headers['content-length'], headers['content-type']]).toEqual([
    204,
    undefined,
    undefined,
  ])
})

test('the basket’s cookie goes both ways, and no other does', async () => {
  answer = () => ({
    headers: { ...json, 'set-cookie': ['basket=new; HttpOnly', 'tracking=1'] },
    body: {},
  })
  const { headers } = await get('/basket').set('cookie', 'a=1; basket=old;c=2')
  expect(headers['set-cookie']).toEqual(['basket=new; HttpOnly'])
  expect(headers['cache-control']).toBe('no-store')
  expect(onlyCall(parts).headers?.['cookie']).toBe('basket=old')
})

test.each([
  ['/catalog/items/7', '/api/v1/catalog/items/7'],
  ['/api/v1/catalog/items/7', '/api/v1/catalog/items/7'],
  ['http://127.0.0.1:3500/v1.0/invoke/catalog', undefined],
  ['//elsewhere.example', undefined],
  ['/\\elsewhere.example', undefined],
])('the Location %s is given as %s', async (location, given) => {
  answer = () => ({ status: 201, headers: { ...json, location }, body: {} })
  const sent = request(parts.app).post('/api/v1/catalog/items').send({})
  const { status, headers } = await sent.set(
    'authorization',
    await bearer('root', ['administrator']),
  )
  expect([status, headers['location']]).toEqual([201, given])
})

test('a service that is out of reach is 503 with the code unavailable and Retry-After', async () => {
  answer = () => {
    throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'failed to resolve address of 10.0.0.7')
  }
  const { status, headers, body, text } = await get('/catalog/items')
  expect([status, headers['retry-after'], body.code]).toEqual([503, '1', 'unavailable'])
  expect(headers['content-type']).toBe(problem['content-type'])
  expect(text).not.toMatch(/10\.0\.0\.7|ERR_/)
})

test('a request has one id all the way: the client’s, or one that is made here', async () => {
  const given = await get('/catalog/items').set('x-request-id', 'mine-1')
  expect(given.headers['x-request-id']).toBe('mine-1')
  const made = await get('/catalog/items')
  expect(made.headers['x-request-id']).toMatch(/^[0-9a-f-]{36}$/)
})

test('a checkout’s x-request-id is the client’s own, and is not made up where it is missing', async () => {
  const checkout = async (headers: Record<string, string>) => {
    const sent = request(parts.app).post('/api/v1/basket/checkout').set(headers).send({})
    await sent.set('authorization', await bearer('alice'))
    return onlyCall(parts).headers ?? {}
  }
  expect((await checkout({ 'x-request-id': 'no safe one' }))['x-request-id']).toBe('no safe one')
  expect(await checkout({})).toHaveProperty('x-request-id', undefined)
})

test('a body that is no JSON is the service’s to judge, byte for byte', async () => {
  answer = () => ({ status: 400, headers: problem, body: { status: 400, code: 'bad-request' } })
  const { status, body } = await putLine().set(json).send('{"quantity": ')
  expect([status, body.code]).toEqual([400, 'bad-request'])
  expect(onlyCall(parts).body?.toString()).toBe('{"quantity": ')
})

test('a body of just 1 MiB passes, one byte more is 413', async () => {
  const mebibyte = Buffer.alloc(1024 * 1024, 'a')
  expect((await putLine().set(json).send(mebibyte.toString())).status).toBe(200)
  expect(onlyCall(parts).body).toHaveLength(mebibyte.length)
  const more = await putLine().set(json).send(`${mebibyte}a`)
  expect([more.status, more.body.code]).toEqual([413, 'too-large'])
  expect(more.headers['content-type']).toBe(problem['content-type'])
  expect(callsOf(parts)).toEqual([])
})

test('5 MB in chunks of no announced length are 413 too, on a connection that stays good', async () => {
  const server = createServer(parts.app).listen(0, '127.0.0.1')
  const answers = await inChunks(await portOf(server), 5_000_000)
  server.close()
  expect(answers.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 413', 'HTTP/1.1 200'])
  expect(callsOf(parts)).toEqual(['GET catalog /catalog/items'])
})

/** Sends so many bytes in chunks and then another request on the same connection. */
function inChunks(port: number, bytes: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let answers = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (part) => {
      answers += part
    })
    socket.on('end', () => resolve(answers)).on('error', reject)
    const head = 'Host: shop\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked'
    socket.write(`PUT /api/v1/basket/items/p1 HTTP/1.1\r\n${head}\r\n\r\n`)
    const chunk = `10000\r\n${'a'.repeat(0x10000)}\r\n`
    for (let sent = 0; sent < bytes; sent += 0x10000) socket.write(chunk)
    socket.write('0\r\n\r\n')
    socket.write('GET /api/v1/catalog/items HTTP/1.1\r\nHost: shop\r\nConnection: close\r\n\r\n')
  })
}

test('a body that a client breaks off reaches no service', async () => {
  const server = createServer(parts.app).listen(0, '127.0.0.1')
  const socket = connect(await portOf(server), '127.0.0.1')
  socket.write(
    'PUT /api/v1/basket/items/p1 HTTP/1.1\r\nHost: shop\r\nContent-Length: 20\r\n\r\n{"quan',
  )
  await new Promise((resolve) => setTimeout(resolve, 50))
  socket.destroy()
  await new Promise((resolve) => server.close(resolve))
  expect(callsOf(parts)).toEqual([])
})
