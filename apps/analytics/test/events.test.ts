import { bearer } from '@shop/kit/testing.ts'
import { sql } from 'kysely'
import request from 'supertest'
import { lifeOf } from './lives.ts'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
let other: ReturnType<Shop['addReplica']>
beforeAll(async () => {
  shop = await startAnalytics()
  other = shop.addReplica()
  await shop.run('listen')
  await other.run('listen')
})
afterAll(() => shop.close())

const [checkout] = lifeOf().told
const news = () => lifeOf().told[0] ?? (checkout as never)
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** What was there before it has been told of. */
beforeEach(() => pause(1_100))

test('what one replica hears is told to the listeners of all', async () => {
  const streams = [await shop.open(), await other.open()]
  for (const stream of streams) {
    expect([stream.status, stream.headers['content-type']]).toEqual([200, 'text/event-stream'])
  }
  await shop.hear(news())
  for (const stream of streams) {
    await stream.changed(1)
    expect(stream.text()).toMatch(/\nid: \d+\nevent: changed\ndata: \{"at":"2[^"]+Z"\}\n\n$/)
  }
  await pause(1_100)
  await other.hear(news())
  for (const stream of streams) {
    await stream.changed(2)
    stream.leave()
  }
})

test('many changes are told once a second at most, and the last is told too', async () => {
  const stream = await shop.open()
  const started = performance.now()
  const times: number[] = []
  let told = 0
  while (performance.now() - started < 2_500) {
    await Promise.all([shop.hear(news()), other.hear(news())])
    if (stream.changes() > told) times.push(performance.now())
    told = stream.changes()
  }
  const last = stream.changes()
  expect(last).toBeGreaterThanOrEqual(2)
  expect(last).toBeLessThanOrEqual(4)
  for (const [index, time] of times.entries()) {
    if (index > 0) expect(time - (times[index - 1] ?? 0)).toBeGreaterThan(900)
  }
  await stream.changed(last + 1)
  stream.leave()
})

test('an event that comes again changes nothing, and nothing is told', async () => {
  const event = news()
  await shop.hear(event)
  await pause(1_500)
  const stream = await shop.open()
  await shop.hear(event)
  await pause(300)
  expect(stream.changes()).toBe(0)
  stream.leave()
})

test('a client that comes back is told at once, for what it may have missed', async () => {
  const stream = await shop.open({ lastEventId: '1' })
  await stream.changed(1)
  stream.leave()
  const fresh = await shop.open()
  await fresh.until(() => fresh.text().includes('retry: '))
  expect(fresh.text()).toMatch(/^: connected\nretry: \d{4}\nid: \d+\n\n$/)
  fresh.leave()
})

test('a replica that lost its connection to the others tells its listeners when it has one again', async () => {
  const stream = await other.open()
  await sql`select pg_terminate_backend(pid) from pg_stat_activity
    where application_name = 'analytics-listener' and datname = current_database()`.execute(shop.db)
  await pause(50)
  await shop.run('listen')
  await other.run('listen')
  await stream.changed(1)
  stream.leave()
})

test('a heartbeat is a comment', async () => {
  const stream = await shop.open()
  await shop.run('heartbeat')
  await stream.until(() => stream.text().endsWith(': heartbeat\n\n'))
  expect(stream.changes()).toBe(0)
  stream.leave()
})

test('a stream ends when its token expires, and not before', async () => {
  const stream = await shop.open({ ttl: 60 })
  const longer = await shop.open()
  const start = Date.now()
  shop.at(new Date(start + 55_000))
  await shop.run('streams')
  expect(stream.text()).toContain('connected')
  shop.at(new Date(start + 61_000))
  await shop.run('streams')
  expect(await stream.over()).toBe('ended')
  await shop.run('heartbeat')
  await longer.until(() => longer.text().endsWith(': heartbeat\n\n'))
  longer.leave()
  shop.at(undefined)
})

test('a replica that stops ends its streams', async () => {
  const leaving = shop.addReplica()
  const stream = await leaving.open()
  await leaving.stop()
  expect(await stream.over()).toBe('ended')
})

test('HEAD is answered and over', async () => {
  const answer = await request(shop.app)
    .head('/analytics/events')
    .set('authorization', await bearer('root', ['administrator']))
  expect([answer.status, answer.headers['content-type']]).toEqual([200, 'text/event-stream'])
})
