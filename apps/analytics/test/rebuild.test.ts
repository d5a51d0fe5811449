import { orderPaid, orderShipped, orderSubmitted } from '@shop/kit/events.ts'
import { said } from '@shop/kit/testing.ts'
import { sql } from 'kysely'
import { rebuild } from '../src/rebuild.ts'
import { type End, eventOf, lifeOf, noon, plus } from './lives.ts'
import { each, modelsOf, type Shop, startAnalytics, stateOf } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
  shop.at(noon)
})
afterEach(() => shop.close())

const day = 24 * 3_600_000
const ends: End[] = ['Paid', 'Shipped', 'declined', 'Submitted', 'refunded', 'out of stock']
const outcome = async () => [await stateOf(shop), await modelsOf(shop)]

async function tell() {
  const lives = ends.map((end) => lifeOf({ ends: end }))
  for (const told of lives.flatMap((life) => life.told)) await shop.hearQuickly(told)
  return lives
}

test('from nothing but the events, all is as it was', async () => {
  await tell()
  const before = await outcome()
  await sql`truncate orders, order_lines`.execute(shop.db)
  expect(await rebuild(shop.service)).toBe(ends.length)
  expect(await outcome()).toEqual(before)
})

test('an answer of ordering is made again too', async () => {
  const { orderId, told } = lifeOf({ ends: 'StockConfirmed' })
  for (const event of told) await shop.hear(event)
  shop.sidecar.answer(() => ({ body: { orders: [{ orderId, version: 4, status: 'Paid' }] } }))
  shop.at(plus(noon, 61_000))
  await shop.run('ask-ordering')
  const before = await outcome()
  await sql`truncate orders, order_lines`.execute(shop.db)
  await rebuild(shop.service)
  expect(await outcome()).toEqual(before)
  expect(before[1]).toMatchObject({ 'summary?': { estimated: { orders: 1 } } })
})

test('what no event tells of is gone', async () => {
  await tell()
  const before = await outcome()
  await sql`insert into orders (order_id, has_lines, version, asked, total, sold_at)
    values (gen_random_uuid(), true, 4, 0, 100, now())`.execute(shop.db)
  await sql`insert into order_lines select gen_random_uuid(), 'p', 'n', 'b', 'b', 'c', 'c', 1, 1, now()`.execute(
    shop.db,
  )
  await rebuild(shop.service)
  expect(await outcome()).toEqual(before)
})

test('minutes that are as they were said are not said again, others are', async () => {
  await tell()
  shop.at(plus(noon, day))
  await shop.run('summaries')
  const before = (await said(shop.db)).length
  expect(before).toBeGreaterThan(0)
  await sql`truncate orders, order_lines`.execute(shop.db)
  await rebuild(shop.service)
  await shop.run('summaries')
  expect(await said(shop.db)).toHaveLength(before)
  await sql`update summaries set said = jsonb_set(said, '{orders}', '7')`.execute(shop.db)
  await sql`update orders set sold_at = null`.execute(shop.db)
  await rebuild(shop.service)
  await shop.run('summaries')
  expect(await said(shop.db)).toHaveLength(2 * before)
})

test('events may come in meanwhile', async () => {
  const lives = Array.from({ length: 80 }, () => lifeOf({ ends: 'Shipped' }))
  const half = lives.flatMap(({ told }) => told.slice(0, 3))
  const rest = lives.flatMap(({ told }) => told.slice(3))
  await each(half, 5, shop.hearQuickly)
  let over = false
  const again = async () => {
    while (!over) await rebuild(shop.service)
  }
  const rebuilding = again()
  await each(rest, 5, shop.hearQuickly)
  over = true
  await rebuilding
  const before = await outcome()
  expect(before[1]).toMatchObject({ 'summary?': { orders: { Shipped: 80 } } })
  await rebuild(shop.service)
  expect(await outcome()).toEqual(before)
}, 60_000)

test('events are forgotten after a year; what was made of them stays, also in a rebuild', async () => {
  const old = lifeOf({ ends: 'Shipped' })
  await shop.hear(eventOf(old, orderSubmitted))
  await shop.hear(eventOf(old, orderPaid))
  shop.at(plus(noon, 365 * day))
  await tell()
  shop.at(plus(noon, 365 * day + 1))
  await shop.run('forget')
  const known = await shop.db
    .selectFrom('events')
    .where('order_id', '=', old.orderId)
    .selectAll()
    .execute()
  expect(known).toEqual([])
  await shop.hear(eventOf(old, orderShipped))
  const before = await outcome()
  expect(await rebuild(shop.service)).toBe(ends.length)
  expect(await outcome()).toEqual(before)
})

test('of an event no more is kept than models are made of', async () => {
  await tell()
  const rows = await shop.db.selectFrom('events').selectAll().execute()
  expect(rows.length).toBeGreaterThan(20)
  const text = JSON.stringify([rows, await stateOf(shop)])
  for (const secret of ['pm_secret', 'Secret Street', '@example.com', '4242']) {
    expect(text).not.toContain(secret)
  }
})
