import type { OrderStatus } from '@shop/kit/order-status.ts'
import { sql } from 'kysely'
import { eventsOf, startNotifications, type Told } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
let orders: { orderId: string; version: number; status: string }[] = []
let reachable = true
beforeAll(async () => {
  shop = await startNotifications()
  shop.sidecar.answer(({ app, path }) => {
    if (app !== 'ordering' || path !== '/internal/order-statuses') return undefined
    return reachable ? { body: { orders } } : { status: 503 }
  })
})
afterAll(() => shop.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => shop.at(new Date(noon + seconds * 1_000))
const asked = () => shop.sidecar.calls.map((call) => call.body)
const orderOf = (orderId: string) =>
  shop.db.selectFrom('orders').where('order_id', '=', orderId).selectAll().executeTakeFirstOrThrow()

/** It is noon, and nobody has anything to ask. */
beforeEach(async () => {
  after(0)
  orders = []
  shop.sidecar.calls.length = 0
  await shop.db.updateTable('orders').set({ next_ask_at: null }).execute()
})

/** An order of the buyer's in the state of its last event. */
async function known(buyer: string, ...statuses: OrderStatus[]) {
  const events = eventsOf(buyer, statuses)
  for (const event of events) await shop.hear(event)
  return (events.at(-1) as Told).data.orderId
}

test('ordering is asked after a minute of silence, with the service token, and not before', async () => {
  const orderId = await known('anna', 'Submitted')
  after(59)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
  after(60)
  await shop.run('ask-ordering')
  expect(shop.sidecar.calls).toMatchObject([
    { app: 'ordering', method: 'POST', token: 'service-token', body: { orderIds: [orderId] } },
  ])
})

test('the answer is told as if its event had come, from the state that was known', async () => {
  const orderId = await known('ben', 'Submitted', 'AwaitingValidation')
  const stream = await shop.open('ben', 2)
  after(60)
  orders = [{ orderId, version: 4, status: 'Paid' }]
  await shop.run('ask-ordering')
  await stream.ids(1)
  expect(stream.events).toMatchObject([
    {
      id: 3,
      data: {
        orderId,
        version: 4,
        status: 'Paid',
        previousStatus: 'AwaitingValidation',
        description: '',
        occurredAt: '2030-01-01T12:01:00.000Z',
      },
    },
  ])
  stream.leave()
})

test('the event that comes after its answer is not told again, the next one is', async () => {
  const orderId = await known('carl', 'Submitted')
  const stream = await shop.open('carl', 1)
  after(60)
  orders = [{ orderId, version: 4, status: 'Paid' }]
  await shop.run('ask-ordering')
  for (const event of eventsOf('carl', undefined, orderId)) await shop.hear(event)
  expect(await stream.ids(2)).toEqual([2, 3])
  expect(stream.events.map((event) => event.data.status)).toEqual(['Paid', 'Shipped'])
  stream.leave()
})

test('a paid order is asked about an hour later, then ever more rarely, and is never stuck', async () => {
  const orderId = await known('paula', 'Submitted', 'AwaitingValidation', 'StockConfirmed', 'Paid')
  after(3_599)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
  let hours = 1
  for (const _time of Array(8)) {
    after(hours * 3_600)
    await shop.run('ask-ordering')
    hours = hours * 2 + 1
  }
  expect(asked()).toHaveLength(8)
  expect(await orderOf(orderId)).toMatchObject({ asked: 8, next_ask_at: null, stuck_at: null })
})

test('an order at its end is not asked about; an open one from its last update on', async () => {
  await known('dora', 'Submitted', 'AwaitingValidation', 'StockConfirmed', 'Paid', 'Shipped')
  await shop.hear(eventsOf('dora', ['Submitted', 'Cancelled'])[1] as Told)
  const open = eventsOf('dora')
  await shop.hear(open[0] as Told)
  after(50)
  await shop.hear(open[1] as Told)
  after(109)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([])
  after(110)
  await shop.run('ask-ordering')
  expect(asked()).toEqual([{ orderIds: [open[0]?.data.orderId] }])
})

test('an answer that is no news is asked for again, later each time, until it is stuck', async () => {
  const orderId = await known('eric', 'Submitted')
  after(60)
  await shop.run('ask-ordering')
  after(60 + 119)
  orders = [{ orderId, version: 1, status: 'Submitted' }]
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
  await shop.hear(eventsOf('eric', undefined, orderId)[1] as Told)
  expect(await orderOf(orderId)).toMatchObject({ asked: 0, stuck_at: null })
})

test('while ordering is out of reach nothing is counted; replicas ask once', async () => {
  const orderId = await known('fred', 'Submitted')
  const other = await shop.addReplica()
  after(60)
  reachable = false
  await expect(shop.run('ask-ordering')).rejects.toThrow('503')
  reachable = true
  expect((await orderOf(orderId)).asked).toBe(0)
  await Promise.all([shop.run('ask-ordering'), other.run('ask-ordering')])
  expect((await orderOf(orderId)).asked).toBe(1)
})

test('no question names more than 500 orders', async () => {
  await sql`insert into orders (order_id, buyer_id, version, status, asked, next_ask_at)
    select gen_random_uuid(), 'gina', 1, 'Submitted', 0, ${new Date(noon)}
    from generate_series(1, 501)`.execute(shop.db)
  after(60)
  await shop.run('ask-ordering')
  await shop.run('ask-ordering')
  const sizes = asked().map((body) => (body as { orderIds: string[] }).orderIds.length)
  expect(sizes).toEqual([500, 1])
})
