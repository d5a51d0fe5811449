import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { openEvents } from './event-stream.ts'
import { eventsOf, startNotifications, submitted } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
beforeAll(async () => {
  shop = await startNotifications()
})
afterAll(() => shop.close())

/** Delivers the events of so many orders, one update each. */
async function told(buyer: string, count: number) {
  const orders = Array.from({ length: count }, () => submitted(buyer))
  for (const order of orders) await shop.hear(order)
  return orders.map((order) => order.data.orderId)
}

test('a stream needs a good token', async () => {
  const without = await request(shop.app).get('/orders/events')
  expect(without.status).toBe(401)
  const expired = await bearer('alice', [], { ttl: -1 })
  const refused = await request(shop.app).get('/orders/events').set('authorization', expired)
  expect([refused.status, refused.body.code]).toEqual([401, 'unauthorized'])
})

test('an update arrives as an order-status event with its data and the buyer’s next number', async () => {
  const stream = await shop.open('anna')
  const [event] = eventsOf('anna', ['Submitted', 'Cancelled'])
  const orderId = event?.data.orderId
  for (const told of eventsOf('anna', ['Submitted', 'Cancelled'], orderId)) await shop.hear(told)
  expect(await stream.ids(2)).toEqual([1, 2])
  expect(stream.events[1]).toEqual({
    id: 2,
    event: 'order-status',
    data: {
      orderId,
      version: 2,
      status: 'Cancelled',
      previousStatus: 'Submitted',
      description: 'the card was declined',
      occurredAt: '2030-01-01T12:00:02.000Z',
    },
  })
  expect(stream.events[0]?.data).toMatchObject({ previousStatus: null, description: '' })
  stream.leave()
})

test('the answer is an event stream that nothing on its way may keep or collect', async () => {
  const stream = await shop.open('ben')
  expect(stream.status).toBe(200)
  expect(stream.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache, no-transform',
    'x-accel-buffering': 'no',
  })
  await stream.until(() => stream.place() !== undefined)
  expect(stream.text()).toMatch(/^: connected\nretry: [12]\d{3}\nid: 0\n\n$/)
  stream.leave()
})

test('without a last event it begins now, and its first id is where to come back', async () => {
  await told('carl', 3)
  const stream = await shop.open('carl')
  await stream.until(() => stream.place() === 3)
  stream.leave()
  await told('carl', 1)
  const again = await shop.open('carl', stream.place())
  expect(await again.ids(1)).toEqual([4])
  again.leave()
})

test('with a last event it brings all that was missed, then what happens', async () => {
  const missed = await told('dora', 130)
  const stream = await shop.open('dora', 2)
  await stream.ids(128)
  const [next] = await told('dora', 1)
  expect(await stream.ids(129)).toEqual(Array.from({ length: 129 }, (_, index) => index + 3))
  const orders = stream.events.map((event) => event.data.orderId)
  expect(orders).toEqual([...missed.slice(2), next])
  stream.leave()
})

test('the last event may come in the query; a header, which is newer, goes before it', async () => {
  await told('eric', 3)
  const authorization = await bearer('eric')
  const query = '?lastEventId=1'
  const first = await openEvents({ port: shop.port, authorization, query })
  expect(await first.ids(2)).toEqual([2, 3])
  const second = await openEvents({ port: shop.port, authorization, query, lastEventId: 2 })
  expect(await second.ids(1)).toEqual([3])
  first.leave()
  second.leave()
})

test('what is no id of an event is refused, by its name', async () => {
  const ask = async (query: string, header = '') =>
    request(shop.app)
      .get(`/orders/events${query}`)
      .set('authorization', await bearer('alice'))
      .set('last-event-id', header)
  for (const [query, header, path] of [
    ['', '-1', 'last-event-id'],
    ['?lastEventId=x', '', 'lastEventId'],
    ['?since=1', '', 'since'],
  ] as const) {
    const { status, body } = await ask(query, header)
    expect([status, body.errors[0].path]).toEqual([400, path])
  }
})

test('an id that was never given out is of another database: all is told anew', async () => {
  await told('fred', 2)
  const stream = await shop.open('fred', 900)
  expect(await stream.ids(2)).toEqual([1, 2])
  stream.leave()
})

test('nobody sees the updates of another', async () => {
  const [gina, hugo] = [await shop.open('gina', 0), await shop.open('hugo', 0)]
  const ginas = await told('gina', 2)
  const hugos = await told('hugo', 3)
  await Promise.all([gina.ids(2), hugo.ids(3)])
  await told('gina', 1)
  await gina.ids(3)
  expect(gina.events.slice(0, 2).map((event) => event.data.orderId)).toEqual(ginas)
  expect(hugo.events.map((event) => event.data.orderId)).toEqual(hugos)
  expect(gina.text() + hugo.text()).not.toMatch(/pm_secret|@example|12345/)
  gina.leave()
  hugo.leave()
})

test('HEAD shows the headers and ends', async () => {
  const answer = await request(shop.app)
    .head('/orders/events')
    .set('authorization', await bearer('alice'))
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream'])
})
