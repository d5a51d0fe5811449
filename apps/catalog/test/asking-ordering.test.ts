import { orderPaid } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, deliver } from '@shop/kit/testing.ts'
import request from 'supertest'
import { paidOrder, requested, startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
let productId: string
let orders: { orderId: string; version: number; status: string }[] = []
let reachable = true
beforeAll(async () => {
  parts = await startCatalog()
  parts.sidecar.answer(({ app, path }) => {
    if (app !== 'ordering' || path !== '/internal/order-statuses') return undefined
    return reachable ? { body: { orders } } : { status: 503 }
  })
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))
const ask = () => parts.run('ask-ordering')
const asked = () => parts.sidecar.calls.map((call) => call.body)

/** An order that has reserved 2 of 5 at noon; those of earlier tests are out of the way. */
async function reserved() {
  await parts.db.updateTable('reservations').set({ next_ask_at: null }).execute()
  after(0)
  orders = []
  parts.sidecar.calls.length = 0
  productId = (await parts.product(5)).id
  return requested(parts.app, [{ productId, units: 2 }])
}

test('ordering is asked after a minute, with the service token, and not before', async () => {
  const orderId = await reserved()
  after(59)
  await ask()
  expect(asked()).toEqual([])
  after(60)
  await ask()
  expect(parts.sidecar.calls).toMatchObject([
    { app: 'ordering', method: 'POST', token: 'service-token', body: { orderIds: [orderId] } },
  ])
})

test('the answer Cancelled gives the units back, as its lost event would have', async () => {
  const orderId = await reserved()
  after(60)
  orders = [{ orderId, version: 3, status: 'Cancelled' }]
  await ask()
  expect(await parts.stock(productId)).toEqual({ available: 5, reserved: 0, sold: 0 })
  expect(await parts.reservation(orderId)).toMatchObject({ status: 'released', orderVersion: 3 })
  after(6_000)
  await ask()
  expect(asked()).toHaveLength(1)
})

test.each(['Paid', 'Shipped'])(
  'the answer %s sells them, and the late event sells no more',
  async (status) => {
    const orderId = await reserved()
    after(60)
    orders = [{ orderId, version: 5, status }]
    await ask()
    expect(await parts.stock(productId)).toEqual({ available: 3, reserved: 0, sold: 2 })
    const rating = await request(parts.app)
      .put(`/catalog/items/${productId}/rating`)
      .set('authorization', await bearer('alice'))
      .send({ rating: 5 })
    expect(rating.status).toBe(200)
    await deliver(parts.app, orderPaid, paidOrder(orderId, [{ productId, units: 2 }]))
    expect(await parts.stock(productId)).toEqual({ available: 3, reserved: 0, sold: 2 })
  },
)

test('an open or unknown order is asked about again, later each time, until it is stuck', async () => {
  const orderId = await reserved()
  after(60)
  await ask()
  after(60 + 119)
  orders = [{ orderId, version: 3, status: 'StockConfirmed' }]
  await ask()
  expect(asked()).toHaveLength(1)
  after(60 + 120)
  await ask()
  expect(asked()).toHaveLength(2)
  for (let times = 1; times < 10; times += 1) {
    after(180 + times * 601)
    await ask()
  }
  expect(asked()).toHaveLength(8)
  expect(await parts.reservation(orderId)).toMatchObject({
    status: 'reserved',
    asked: 8,
    nextAskAt: undefined,
    stuckAt: expect.any(Date),
  })
  expect(await parts.stock(productId)).toEqual({ available: 3, reserved: 2, sold: 0 })
  await deliver(parts.app, orderPaid, paidOrder(orderId, [{ productId, units: 2 }]))
  expect(await parts.reservation(orderId)).toMatchObject({ status: 'sold', stuckAt: undefined })
})

test('an answer that is older than what was heard releases nothing', async () => {
  const orderId = await reserved()
  after(60)
  orders = [{ orderId, version: 1, status: 'Cancelled' }]
  await ask()
  expect((await parts.reservation(orderId))?.status).toBe('reserved')
})

test('while ordering is out of reach nothing is counted and it is asked again', async () => {
  const orderId = await reserved()
  after(60)
  reachable = false
  await expect(ask()).rejects.toThrow('503')
  expect((await parts.reservation(orderId))?.asked).toBe(0)
  reachable = true
  orders = [{ orderId, version: 4, status: 'Paid' }]
  await ask()
  expect((await parts.reservation(orderId))?.status).toBe('sold')
})

test('two replicas that ask at the same time count once', async () => {
  const orderId = await reserved()
  after(60)
  await Promise.all([ask(), ask()])
  expect((await parts.reservation(orderId))?.asked).toBe(1)
})

test('no more than 500 orders are asked about at a time', async () => {
  await reserved()
  const due = new Date(noon)
  const rows = Array.from({ length: 501 }, () => ({
    order_id: newId(),
    buyer_id: 'alice',
    status: 'reserved' as const,
    order_version: 2,
    asked: 0,
    next_ask_at: due,
    created_at: due,
    changed_at: due,
  }))
  await parts.db.insertInto('reservations').values(rows).execute()
  await ask()
  expect(parts.sidecar.calls).toMatchObject([{ body: { orderIds: { length: 500 } } }])
})
