import { stockConfirmed } from '@shop/kit/events.ts'
import { deliver } from '@shop/kit/testing.ts'
import { cards, confirmedOrder, startPayment, tokenOf } from './support.ts'

let parts: Awaited<ReturnType<typeof startPayment>>
let orders: { orderId: string; version: number; status: string }[] = []
let reachable = true
beforeAll(async () => {
  parts = await startPayment()
  parts.sidecar.answer(({ app, path }) => {
    if (app !== 'ordering' || path !== '/internal/order-statuses') return undefined
    return reachable ? { body: { orders } } : { status: 503 }
  })
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))
const paymentOf = (orderId: string) =>
  parts.db
    .selectFrom('payments')
    .where('order_id', '=', orderId)
    .selectAll()
    .executeTakeFirstOrThrow()
const asked = () => parts.sidecar.calls.map((call) => call.body)

async function captured() {
  after(0)
  orders = []
  parts.sidecar.calls.length = 0
  const data = confirmedOrder(await tokenOf(parts.app, cards.approved))
  await deliver(parts.app, stockConfirmed, data)
  await parts.run('charge-1')
  return data.orderId
}

test('ordering is asked after a minute, with the service token, and not before', async () => {
  const orderId = await captured()
  after(59)
  await parts.run('ask-ordering')
  expect(asked()).toEqual([])
  after(60)
  orders = [{ orderId, version: 4, status: 'Paid' }]
  await parts.run('ask-ordering')
  expect(parts.sidecar.calls).toMatchObject([
    { app: 'ordering', method: 'POST', token: 'service-token', body: { orderIds: [orderId] } },
  ])
  expect(await paymentOf(orderId)).toMatchObject({ status: 'captured', next_ask_at: null })
  after(6_000)
  await parts.run('ask-ordering')
  expect(asked()).toHaveLength(1)
})

test('the answer Cancelled sends the capture back, as its lost event would have', async () => {
  const orderId = await captured()
  after(60)
  orders = [{ orderId, version: 4, status: 'Cancelled' }]
  await parts.run('ask-ordering')
  await parts.run('refund')
  expect((await paymentOf(orderId)).status).toBe('refunded')
})

test('an open or unknown order is asked about again, later each time, until it is stuck', async () => {
  const orderId = await captured()
  after(60)
  await parts.run('ask-ordering')
  after(60 + 119)
  orders = [{ orderId, version: 3, status: 'StockConfirmed' }]
  await parts.run('ask-ordering')
  expect(asked()).toHaveLength(1)
  after(60 + 120)
  await parts.run('ask-ordering')
  expect(asked()).toHaveLength(2)
  for (let times = 1; times < 10; times += 1) {
    after(180 + times * 601)
    await parts.run('ask-ordering')
  }
  expect(asked()).toHaveLength(8)
  const { asked: count, stuck_at, status } = await paymentOf(orderId)
  expect({ count, status }).toEqual({ count: 8, status: 'captured' })
  expect(stuck_at).toBeInstanceOf(Date)
})

test('while ordering is out of reach nothing is counted and it is asked again', async () => {
  const orderId = await captured()
  after(60)
  reachable = false
  await expect(parts.run('ask-ordering')).rejects.toThrow('503')
  expect((await paymentOf(orderId)).asked).toBe(0)
  reachable = true
  orders = [{ orderId, version: 4, status: 'Shipped' }]
  await parts.run('ask-ordering')
  expect((await paymentOf(orderId)).settled_at).toBeInstanceOf(Date)
})
