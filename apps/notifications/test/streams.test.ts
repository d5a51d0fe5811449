import { bearer } from '@shop/kit/testing.ts'
import { sql } from 'kysely'
import { type Events, openEvents } from './event-stream.ts'
import { startNotifications, submitted } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
beforeAll(async () => {
  shop = await startNotifications({ STREAMS_PER_USER: 3 })
})
afterAll(() => shop.close())

const greeted = async (stream: Events) => {
  await stream.until(() => stream.place() !== undefined)
  return stream
}

test('each heartbeat is a comment on every open stream', async () => {
  const streams = [await shop.open('alice'), await shop.open('bob')]
  for (const stream of streams) await greeted(stream)
  await shop.run('heartbeat')
  await shop.run('heartbeat')
  for (const stream of streams) {
    await stream.until(() => stream.text().endsWith(': heartbeat\n\n: heartbeat\n\n'))
    expect(stream.events).toEqual([])
    stream.leave()
  }
})

test('a stream ends when its token expires, and not before', async () => {
  const authorization = await bearer('alice', [], { ttl: 60 })
  const stream = await greeted(await openEvents({ port: shop.port, authorization }))
  const longer = await greeted(await shop.open('alice'))
  const start = Date.now()
  shop.at(new Date(start + 55_000))
  await shop.run('streams')
  await shop.hear(submitted('alice'))
  await stream.ids(1)
  shop.at(new Date(start + 61_000))
  await shop.run('streams')
  expect(await stream.over()).toBe('ended')
  expect(longer.state()).toBe('open')
  longer.leave()
  shop.at(undefined)
})

test('one stream too many ends the oldest of that user, and tells it to take its time', async () => {
  const others = await greeted(await shop.open('bob'))
  const streams: Events[] = []
  for (let n = 0; n < 4; n += 1) streams.push(await greeted(await shop.open('carl')))
  const [oldest, ...rest] = streams
  expect(await oldest?.over()).toBe('ended')
  expect(oldest?.text()).toMatch(/retry: 60000\n\n$/)
  await shop.hear(submitted('carl'))
  for (const stream of rest) {
    await stream.ids(1)
    stream.leave()
  }
  expect(others.state()).toBe('open')
  others.leave()
})

test('a client that takes nothing is dropped; come back, it has lost nothing', async () => {
  const count = 600
  await manyUpdates('slow', count, 20_000)
  const slow = await shop.open('slow', 0)
  await slow.ids(1)
  slow.pause()
  const quick = await shop.open('slow', 0)
  await quick.ids(count)
  // Blocked at one heartbeat and still so at the next.
  await shop.run('heartbeat')
  expect(quick.state()).toBe('open')
  await shop.run('heartbeat')
  await shop.run('heartbeat')
  slow.resume()
  expect(await slow.over()).toBe('broken')
  expect(slow.events.length).toBeLessThan(count)
  const again = await shop.open('slow', slow.place())
  const rest = await again.ids(count - slow.events.length)
  expect([...slow.events.map((event) => event.id), ...rest]).toEqual(
    Array.from({ length: count }, (_, index) => index + 1),
  )
  expect(quick.state()).toBe('open')
  quick.leave()
  again.leave()
})

/** More than the sockets of both sides take. */
const manyUpdates = async (buyer: string, count: number, bytes: number) => {
  await sql`insert into updates (buyer_id, seq, order_id, version, status, description, occurred_at)
    select ${buyer}, n, gen_random_uuid(), 1, 'Submitted', repeat('x', ${bytes}), now()
    from generate_series(1, ${count}::int) n`.execute(shop.db)
  await sql`insert into buyers values (${buyer}, ${count})`.execute(shop.db)
}

test('updates that could not be read are read as soon as they can be', async () => {
  const stream = await greeted(await shop.open('dora'))
  await sql`alter table updates rename to away`.execute(shop.db)
  const failing = await shop.open('dora', 0)
  await greeted(failing)
  await sql`alter table away rename to updates`.execute(shop.db)
  await manyUpdates('dora', 2, 10)
  await shop.run('streams')
  expect(await failing.ids(2)).toEqual([1, 2])
  stream.leave()
  failing.leave()
})
