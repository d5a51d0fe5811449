import { sql } from 'kysely'
import { eventsOf, startNotifications, submitted } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
let other: Awaited<ReturnType<typeof shop.addReplica>>
beforeAll(async () => {
  shop = await startNotifications()
  other = await shop.addReplica()
})
afterAll(() => shop.close())

const upTo = (last: number, first = 1) =>
  Array.from({ length: last - first + 1 }, (_, index) => first + index)

test('an update that one replica hears reaches the streams of the other', async () => {
  const streams = [await shop.open('alice', 0), await other.open('alice', 0)]
  await shop.hear(submitted('alice'))
  await other.hear(submitted('alice'))
  for (const stream of streams) {
    expect(await stream.ids(2)).toEqual([1, 2])
    stream.leave()
  }
})

test('a replica that lost its connection to the others catches up when it has one again', async () => {
  const stream = await other.open('bob', 0)
  await shop.hear(submitted('bob'))
  await stream.ids(1)
  // Both listeners: the database was restarted, say.
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'notifications-listener' and datname = current_database()`.execute(
    shop.db,
  )
  await shop.hear(submitted('bob'))
  await shop.hear(submitted('bob'))
  await other.run('listen')
  expect(await stream.ids(3)).toEqual([1, 2, 3])
  await shop.run('listen')
  await shop.hear(submitted('bob'))
  expect(await stream.ids(4)).toEqual([1, 2, 3, 4])
  stream.leave()
})

test('an update of a replica that died before it told of it comes with the next heartbeat', async () => {
  const stream = await other.open('dora', 0)
  await sql`insert into updates (buyer_id, seq, order_id, version, status, description, occurred_at)
    values ('dora', 1, gen_random_uuid(), 1, 'Submitted', '', now())`.execute(shop.db)
  await sql`insert into buyers values ('dora', 1)`.execute(shop.db)
  await other.run('heartbeat')
  expect(await stream.ids(1)).toEqual([1])
  stream.leave()
})

// Thousands of updates: it takes its time on a machine that does something else, too.
test('clients that come and go while updates pour in miss none and get none twice', async () => {
  const orders = Array.from({ length: 60 }, () => eventsOf('busy'))
  const total = 300
  let turn = 0
  const replica = () => (turn++ % 2 === 0 ? shop : other)

  /** Reads some, leaves in mid-stream, comes back to the other replica with its last id. */
  const restless = async (patience: number) => {
    const heard: number[] = []
    let visits = 0
    while (heard.length < total) {
      const stream = await replica().open('busy', heard.at(-1) ?? 0)
      visits += 1
      await stream.ids(Math.min(patience, total - heard.length))
      stream.leave()
      heard.push(...stream.events.map((event) => event.id))
    }
    return { heard, visits }
  }
  const steady = async () => {
    const stream = await replica().open('busy', 0)
    const heard = await stream.ids(total)
    stream.leave()
    return { heard, visits: 1 }
  }
  const pour = async (mine: typeof orders) => {
    for (const order of mine) for (const event of order) await replica().hear(event)
  }
  const quarters = [0, 1, 2, 3].map((n) => orders.slice(n * 15, (n + 1) * 15))
  const [clients] = await Promise.all([
    Promise.all([restless(1), restless(7), restless(20), steady(), steady()]),
    ...quarters.map(pour),
  ])
  for (const { heard } of clients) expect(heard).toEqual(upTo(total))
  expect(clients[1]?.visits).toBeGreaterThan(5)
}, 30_000)

test('a client that begins now and comes back with its place has no gap either', async () => {
  const heard: number[] = []
  const first = await shop.open('late')
  await first.until(() => first.place() !== undefined)
  let place = first.place()
  const start = (place ?? 0) + 1
  first.leave()
  const pour = Promise.all(
    Array.from({ length: 40 }, (_, n) => (n % 2 ? shop : other).hear(submitted('late'))),
  )
  while (heard.length < 40) {
    const stream = await other.open('late', place)
    await stream.ids(Math.min(3, 40 - heard.length))
    stream.leave()
    heard.push(...stream.events.map((event) => event.id))
    place = stream.place()
  }
  await pour
  expect(heard).toEqual(upTo(40, start))
})

test('a replica that stops ends its streams, whose clients go on at another', async () => {
  const leaving = await shop.addReplica()
  const stream = await leaving.open('alice', 0)
  await stream.ids(2)
  await leaving.stop()
  expect(await stream.over()).toBe('ended')
  await shop.hear(submitted('alice'))
  const next = await shop.open('alice', stream.place())
  expect(await next.ids(1)).toEqual([3])
  next.leave()
})
