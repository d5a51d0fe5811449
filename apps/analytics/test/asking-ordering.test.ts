import { orderPaid, orderPaymentSucceeded, userCheckoutAccepted } from '@shop/kit/events.ts'
import { type End, eventOf, lifeOf, noon, plus } from './lives.ts'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
let orders: { orderId: string; version: number; status: string }[] = []
let reachable = true
beforeEach(async () => {
  shop = await startAnalytics()
  orders = []
  shop.sidecar.answer(({ app, path }) => {
    if (app !== 'ordering' || path !== '/internal/order-statuses') return undefined
    return reachable ? { body: { orders } } : { status: 503 }
  })
  after(0)
})
afterEach(() => shop.close())

const after = (seconds: number) => shop.at(plus(noon, seconds * 1_000))
const asked = () => shop.sidecar.calls.map((call) => call.body)
const orderOf = (orderId: string) =>
  shop.db.selectFrom('orders').where('order_id', '=', orderId).selectAll().executeTakeFirstOrThrow()

async function known(ends: End) {
  const life = lifeOf({ ends, takes: [0, 0, 0, 0] })
  for (const told of life.told) await shop.hear(told)
  return life
}

test('ordering is asked after a minute of silence, with the service token, and not before', async () => {
  const { orderId } = await known('StockConfirmed')
  after(59)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
  after(60)
  await shop.run('ask-ordering')
  expect(shop.sidecar.calls).toMatchObject([
    { app: 'ordering', method: 'POST', token: 'service-token', body: { orderIds: [orderId] } },
  ])
})

test('an order that is paid is asked about an hour later: its shipping may have been lost', async () => {
  const { orderId } = await known('Paid')
  after(3_599)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
  after(3_600)
  orders = [{ orderId, version: 5, status: 'Shipped' }]
  await shop.run('ask-ordering')
  expect(asked()).toEqual([{ orderIds: [orderId] }])
  const row = shop.db.selectFrom('orders').where('order_id', '=', orderId).select('status')
  expect(await row.executeTakeFirst()).toEqual({ status: 'Shipped' })
})

test.each<End>(['Shipped', 'declined'])('an order that is %s is not asked about', async (ends) => {
  await known(ends)
  after(6_000)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
})

test('nor is it forgotten that a checkout or a payment came of which no status was heard', async () => {
  const checkedOut = lifeOf()
  const charged = lifeOf()
  await shop.hear(eventOf(checkedOut, userCheckoutAccepted))
  await shop.hear(eventOf(charged, orderPaymentSucceeded))
  after(60)
  await shop.run('ask-ordering')
  expect(asked()).toHaveLength(1)
  const [{ orderIds } = { orderIds: [] }] = asked() as { orderIds: string[] }[]
  expect([...orderIds].sort()).toEqual([checkedOut.orderId, charged.orderId].sort())
})

test('the answer counts as if its event had come, at the time of the answer, and is marked', async () => {
  const { orderId } = await known('StockConfirmed')
  after(3_660)
  orders = [{ orderId, version: 4, status: 'Paid' }]
  await shop.run('ask-ordering')
  const summary = await shop.ask('summary')
  const income = { amount: 1_000, currency: 'EUR' }
  expect(summary).toMatchObject({ orders: { Paid: 1 }, income, estimated: { orders: 1, income } })
  // How long it was confirmed nobody can say.
  expect(summary.timeInStatus).not.toHaveProperty('StockConfirmed')
  expect((await shop.ask('sales?window=minute')).items).toMatchObject([
    { start: '2030-01-01T13:01:00.000Z' },
  ])
  expect((await shop.ask('products')).total).toBe(1)
  after(3_599)
  await shop.run('ask-ordering')
  expect(asked()).toHaveLength(1)
})

test('the event that comes after its answer puts the sale where it belongs', async () => {
  const life = lifeOf({ takes: [0, 0, 0, 0] })
  await shop.hear(eventOf(life, userCheckoutAccepted))
  after(3_660)
  orders = [{ orderId: life.orderId, version: 5, status: 'Shipped' }]
  await shop.run('ask-ordering')
  await shop.hear(eventOf(life, orderPaid))
  expect(await shop.ask('summary')).toMatchObject({
    orders: { Shipped: 1, Paid: 0 },
    estimated: { orders: 0 },
  })
  expect((await shop.ask('sales?window=minute')).items).toMatchObject([
    { start: '2030-01-01T12:00:00.000Z', orders: 1 },
  ])
})

test('a cancellation that was only answered ends the order, and no time is made up', async () => {
  const { orderId } = await known('StockConfirmed')
  after(60)
  orders = [{ orderId, version: 4, status: 'Cancelled' }]
  await shop.run('ask-ordering')
  const { orders: counts, timeInStatus, income } = await shop.ask('summary')
  expect([counts.Cancelled, income.amount]).toEqual([1, 0])
  expect(timeInStatus).not.toHaveProperty('StockConfirmed')
})

test('an older answer changes nothing', async () => {
  const { orderId } = await known('StockConfirmed')
  after(60)
  orders = [{ orderId, version: 2, status: 'AwaitingValidation' }]
  await shop.run('ask-ordering')
  expect(await orderOf(orderId)).toMatchObject({ status: 'StockConfirmed', version: 3, asked: 1 })
})

test('an answer that is no news is asked for again, later each time, until it is stuck', async () => {
  const { orderId } = await known('Submitted')
  after(60)
  await shop.run('ask-ordering')
  after(60 + 119)
  await shop.run('ask-ordering')
  expect(asked()).toHaveLength(1)
  after(60 + 120)
  await shop.run('ask-ordering')
  expect(asked()).toHaveLength(2)
  for (let times = 1; times < 10; times += 1) {
    after(180 + times * 601)
    await shop.run('ask-ordering')
  }
  expect(asked()).toHaveLength(8)
  expect(await orderOf(orderId)).toMatchObject({ asked: 8, next_ask_at: null, status: 'Submitted' })
  expect((await orderOf(orderId)).stuck_at).toBeInstanceOf(Date)
  // News makes it an order like any other.
  await shop.hear(eventOf(lifeOf({ orderId }), orderPaid))
  expect(await orderOf(orderId)).toMatchObject({ asked: 0, stuck_at: null, status: 'Paid' })
})

test('while ordering is out of reach nothing is counted; replicas ask once', async () => {
  const { orderId } = await known('Submitted')
  const other = shop.addReplica()
  after(60)
  reachable = false
  await expect(shop.run('ask-ordering')).rejects.toThrow('503')
  reachable = true
  expect((await orderOf(orderId)).asked).toBe(0)
  await Promise.all([shop.run('ask-ordering'), other.run('ask-ordering')])
  expect((await orderOf(orderId)).asked).toBe(1)
})
