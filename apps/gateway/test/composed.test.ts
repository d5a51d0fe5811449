import type { Basket } from '@shop/kit/api.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { callsOf, startGateway } from './support.ts'

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> }

let parts: Awaited<ReturnType<typeof startGateway>>
let replies: Record<string, Reply | 'away'> = {}
beforeAll(async () => {
  parts = await startGateway()
  parts.sidecar.answer(({ app, path }) => {
    const reply = replies[`${app} ${path}`]
    if (!reply) return { status: 404, headers: json, body: { status: 404, from: app } }
    if (reply === 'away') throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'away')
    return { ...reply, headers: { ...json, ...reply.headers } }
  })
})
beforeEach(() => {
  replies = {}
  parts.sidecar.calls.length = 0
})
afterAll(() => parts.close())

const json = { 'content-type': 'application/json; charset=utf-8' }
const asAlice = async (method: 'get' | 'post', path: string) =>
  request(parts.app)
    [method](`/api/v1${path}`)
    .set('authorization', await bearer('alice'))

test('an order that ordering knows is its answer, and basket is not asked', async () => {
  replies['ordering /orders/o1'] = { body: { orderId: 'o1', status: 'Paid' } }
  const { status, body } = await asAlice('get', '/orders/o1')
  expect([status, body.status]).toEqual([200, 'Paid'])
  expect(callsOf(parts)).toEqual(['GET ordering /orders/o1'])
})

test('an order that ordering has not heard of yet is what basket accepted', async () => {
  replies['basket /checkouts/o1'] = { body: { orderId: 'o1', status: 'Submitted' } }
  const { status, body } = await asAlice('get', '/orders/o1')
  expect([status, body]).toEqual([200, { orderId: 'o1', status: 'Submitted' }])
  const [first, second] = parts.sidecar.calls
  expect(second?.token).toBe(first?.token)
  expect(second?.token).toMatch(/^ey/)
  expect(callsOf(parts)).toEqual(['GET ordering /orders/o1', 'GET basket /checkouts/o1'])
})

test('an order that neither knows is 404', async () => {
  expect((await asAlice('get', '/orders/o1')).body).toEqual({ status: 404, from: 'ordering' })
})

test('an order that only basket could know is 503 while basket is away, not 404', async () => {
  replies['basket /checkouts/o1'] = 'away'
  expect((await asAlice('get', '/orders/o1')).status).toBe(503)
  replies['basket /checkouts/o1'] = { status: 500 }
  expect((await asAlice('get', '/orders/o1')).status).toBe(503)
})

const submitted = { orderId: 'o1', status: 'Submitted' }

test('while ordering is away an order that it cannot have heard of is shown as accepted', async () => {
  replies['ordering /orders/o1'] = 'away'
  replies['ordering /orders/o1/cancel'] = 'away'
  replies['basket /checkouts/o1'] = { body: submitted, headers: { 'x-order-started': 'no' } }
  const { status, body, headers } = await asAlice('get', '/orders/o1')
  expect([status, body]).toEqual([200, submitted])
  expect(headers['x-order-started']).toBeUndefined()
  expect((await asAlice('post', '/orders/o1/cancel')).body.code).toBe('order-not-started')
})

test('while ordering is away an order that it knows is 503: its status may be another by now', async () => {
  replies['ordering /orders/o1'] = 'away'
  expect((await asAlice('get', '/orders/o1')).body.code).toBe('unavailable')
  for (const headers of [{ 'x-order-started': 'yes' }, {}]) {
    replies['basket /checkouts/o1'] = { body: submitted, headers }
    expect((await asAlice('get', '/orders/o1')).status).toBe(503)
  }
})

test('a refusal of ordering is passed on, and basket is not asked', async () => {
  replies['ordering /orders/o1'] = { status: 401 }
  expect((await asAlice('get', '/orders/o1')).status).toBe(401)
  expect(callsOf(parts)).toHaveLength(1)
})

test('cancelling is ordering’s', async () => {
  replies['ordering /orders/o1/cancel'] = { body: { status: 'Cancelled' } }
  expect((await asAlice('post', '/orders/o1/cancel')).body).toEqual({ status: 'Cancelled' })
  expect(callsOf(parts)).toEqual(['POST ordering /orders/o1/cancel'])
})

test('cancelling what ordering has not heard of yet is 409, to be tried again in a second', async () => {
  replies['basket /checkouts/o1'] = { body: { orderId: 'o1', status: 'Submitted' } }
  const { status, headers, body } = await asAlice('post', '/orders/o1/cancel')
  expect([status, body.code, headers['retry-after']]).toEqual([409, 'order-not-started', '1'])
  expect(callsOf(parts)).toEqual(['POST ordering /orders/o1/cancel', 'GET basket /checkouts/o1'])
})

test('cancelling what nobody knows is 404', async () => {
  expect((await asAlice('post', '/orders/o1/cancel')).status).toBe(404)
})

const price = (amount: number) => ({ amount, currency: 'EUR' })
const basket: Basket = {
  basketId: 'b1',
  items: [
    {
      productId: 'p1',
      name: 'Boots',
      unitPrice: price(900),
      oldUnitPrice: price(800),
      quantity: 2,
      pictureUrl: '/p1',
    },
  ],
  total: price(1_800),
}

test('a draft is what is in the basket, as an order would have it', async () => {
  replies['basket /basket'] = { body: basket, headers: { 'set-cookie': 'basket=; Max-Age=0' } }
  const sent = await asAlice('get', '/orders/draft?x=1')
  const [{ oldUnitPrice: _, ...item } = {}] = basket.items
  expect(sent.body).toEqual({
    orderId: null,
    status: 'Draft',
    items: [item],
    total: basket.total,
  })
  expect(sent.headers['set-cookie']).toEqual(['basket=; Max-Age=0'])
  expect(callsOf(parts)).toEqual(['GET basket /basket'])
})

test('without a basket there is no draft', async () => {
  replies['basket /basket'] = { status: 503, body: { status: 503 } }
  expect((await asAlice('get', '/orders/draft')).status).toBe(503)
})
