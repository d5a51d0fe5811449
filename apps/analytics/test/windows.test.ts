import { orderPaid, orderShipped } from '@shop/kit/events.ts'
import { sql } from 'kysely'
import { again, eventOf, item, lifeOf, plus } from './lives.ts'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
})
afterEach(() => shop.close())

const euros = (amount: number) => ({ amount, currency: 'EUR' })
const takes = [0, 0, 0, 0]

/** An order of this amount, paid at this moment. */
async function sold(at: string, amount = 100) {
  const life = lifeOf({ at: new Date(at), takes, items: [item('mug', 1, amount)] })
  for (const told of life.told) await shop.hear(told)
  return life
}
const sales = async (query: string) => (await shop.ask(`sales?${query}`)).items

test('sales are counted in the minute, hour and day in which they were paid', async () => {
  await sold('2030-01-01T09:59:59.999Z', 1)
  await sold('2030-01-01T10:00:00.000Z', 10)
  await sold('2030-01-01T10:00:59.999Z', 100)
  await sold('2030-01-02T10:01:00.000Z', 1_000)
  expect(await sales('window=minute')).toEqual([
    { start: '2030-01-01T09:59:00.000Z', orders: 1, income: euros(1) },
    { start: '2030-01-01T10:00:00.000Z', orders: 2, income: euros(110) },
    { start: '2030-01-02T10:01:00.000Z', orders: 1, income: euros(1_000) },
  ])
  expect(await sales('window=hour')).toEqual([
    { start: '2030-01-01T09:00:00.000Z', orders: 1, income: euros(1) },
    { start: '2030-01-01T10:00:00.000Z', orders: 2, income: euros(110) },
    { start: '2030-01-02T10:00:00.000Z', orders: 1, income: euros(1_000) },
  ])
  expect(await sales('window=day')).toEqual([
    { start: '2030-01-01T00:00:00.000Z', orders: 3, income: euros(111) },
    { start: '2030-01-02T00:00:00.000Z', orders: 1, income: euros(1_000) },
  ])
})

test('an event that comes late is counted where it belongs, not when it came', async () => {
  await sold('2030-03-05T12:00:00Z', 100)
  shop.at(new Date('2030-03-09T00:00:00Z'))
  await sold('2030-03-01T08:30:10Z', 7)
  expect(await sales('window=minute&to=2030-03-02')).toEqual([
    { start: '2030-03-01T08:30:00.000Z', orders: 1, income: euros(7) },
  ])
})

test.each([
  // Where clocks change: 31 March 2030 in Europe, 10 March in America.
  ['2030-03-30T23:59:59.999Z', '2030-03-30'],
  ['2030-03-31T00:00:00.000Z', '2030-03-31'],
  ['2030-03-31T01:30:00.000Z', '2030-03-31'],
  ['2030-03-31T23:59:59.999Z', '2030-03-31'],
  ['2030-04-01T00:00:00.000Z', '2030-04-01'],
  ['2030-03-10T07:00:00.000Z', '2030-03-10'],
  ['2030-10-27T00:30:00.000Z', '2030-10-27'],
  ['2030-12-31T23:59:59.999Z', '2030-12-31'],
])(
  'what was paid at %s is of the UTC day %s, whatever the time zone of the server',
  async (at, day) => {
    await sql`set timezone to 'Europe/Skopje'`.execute(shop.db)
    await sold(at)
    expect(await sales('window=day')).toEqual([
      { start: `${day}T00:00:00.000Z`, orders: 1, income: euros(100) },
    ])
    expect(await sales(`window=hour&from=${day}&to=${day}`)).toHaveLength(1)
  },
)

test('a range of days counts its last one whole, a range of moments its last one too', async () => {
  await sold('2030-01-01T23:59:59.999Z', 1)
  await sold('2030-01-02T00:00:00.000Z', 10)
  await sold('2030-01-02T23:59:59.999Z', 100)
  await sold('2030-01-03T00:00:00.000Z', 1_000)
  const amount = async (query: string) => (await shop.ask(`summary?${query}`)).income.amount
  expect(await amount('from=2030-01-02&to=2030-01-02')).toBe(110)
  expect(await amount('from=2030-01-02T00:00:00Z&to=2030-01-03T00:00:00Z')).toBe(1_110)
  expect(await amount('from=2030-01-02T02:00:00%2B02:00')).toBe(1_110)
  expect(await amount('to=2030-01-01')).toBe(1)
  expect(await amount('')).toBe(1_111)
})

test('an order known as shipped only is moved to its time of payment when that is heard', async () => {
  const life = lifeOf({ ends: 'Shipped', takes: [0, 0, 0, 0, 3_600_000] })
  const paid = eventOf(life, orderPaid)
  await shop.hear(eventOf(life, orderShipped))
  const estimated = async () => (await shop.ask('summary')).estimated.orders
  expect(await sales('window=hour')).toMatchObject([{ start: '2030-01-01T13:00:00.000Z' }])
  expect(await estimated()).toBe(1)
  await shop.hear(paid)
  await shop.hear(again(paid))
  expect(await sales('window=hour')).toEqual([
    { start: '2030-01-01T12:00:00.000Z', orders: 1, income: euros(1_000) },
  ])
  expect(await estimated()).toBe(0)
  const { items } = await shop.ask(`products?from=2030-01-01T12:30:00Z`)
  expect(items).toEqual([])
})

test('where there are more windows than an answer holds, it is the latest', async () => {
  const first = new Date('2030-01-01T00:00:00Z')
  await sql`insert into orders (order_id, has_lines, version, asked, total, sold_at)
    select gen_random_uuid(), false, 4, 0, 1, ${first}::timestamptz + n * interval '1 minute'
    from generate_series(0, 10080) n`.execute(shop.db)
  const items = await sales('window=minute')
  expect(items).toHaveLength(10_080)
  expect(items[0].start).toBe(plus(first, 60_000).toISOString())
})
