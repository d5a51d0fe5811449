import { jest } from '@jest/globals'
import { sql } from 'kysely'
import { rebuild } from '../src/rebuild.ts'
import type { End } from './lives.ts'
import { manyLives } from './many-lives.ts'
import { each, modelsOf, type Shop, startAnalytics, stateOf } from './support.ts'

// Many orders with all that can become of them, told in order, and told in disorder with every
// tenth event doubled: the outcome must be one. TEST_LARGE=1 takes 10 000 orders.
const count = process.env['TEST_LARGE'] ? 10_000 : 1_000
jest.setTimeout(600_000)

const { lives, inOrder, disordered } = manyLives(count)
const sold = lives.filter(({ ends }) => ends === 'Paid' || ends === 'Shipped')

let first: Shop
let second: Shop
beforeAll(async () => {
  first = await startAnalytics()
  await each(inOrder, 10, async (events) => {
    for (const event of events) await first.hearQuickly(event)
  })
  second = await startAnalytics()
  const started = performance.now()
  // Ten at a time, so that the events of an order meet each other too.
  await each(disordered, 10, second.hearQuickly)
  const seconds = (performance.now() - started) / 1_000
  const rate = Math.round(disordered.length / seconds)
  if (count > 1_000) process.stderr.write(`${disordered.length} events, ${rate} a second\n`)
})
afterAll(async () => {
  await first?.close()
  await second?.close()
})

test('events in disorder, every tenth twice, make the same of each order and of all models', async () => {
  expect(await stateOf(second)).toEqual(await stateOf(first))
  expect(await modelsOf(second)).toEqual(await modelsOf(first))
  const range = 'from=2030-01-03&to=2030-01-05T09:30:00Z'
  expect(await modelsOf(second, range)).toEqual(await modelsOf(first, range))
})

test('the models are what the orders add up to', async () => {
  const { orders, income, payments, conversion } = await second.ask('summary')
  const ended = (...these: End[]) => lives.filter((life) => these.includes(life.ends)).length
  expect(orders).toEqual({
    Submitted: ended('Submitted'),
    AwaitingValidation: 0,
    StockConfirmed: ended('StockConfirmed'),
    Paid: ended('Paid'),
    Shipped: ended('Shipped'),
    Cancelled: ended('declined', 'out of stock', 'cancelled by its buyer', 'refunded'),
  })
  const sum = sold.reduce((amount, { total }) => amount + total, 0)
  expect(income).toEqual({ amount: sum, currency: 'EUR' })
  expect(payments).toEqual({
    succeeded: sold.length + ended('refunded'),
    failed: ended('declined'),
    refunded: ended('refunded'),
  })
  expect(conversion).toEqual({ checkouts: count, paid: sold.length, rate: sold.length / count })
})

test('each window has the sales that were paid in it', async () => {
  for (const [window, ms] of [
    ['minute', 60_000],
    ['hour', 3_600_000],
    ['day', 86_400_000],
  ] as const) {
    const expected = new Map<number, { orders: number; amount: number }>()
    for (const { paidAt, total } of sold) {
      const start = Math.floor(paidAt.getTime() / ms) * ms
      const known = expected.get(start) ?? { orders: 0, amount: 0 }
      expected.set(start, { orders: known.orders + 1, amount: known.amount + total })
    }
    const { items } = await second.ask(`sales?window=${window}`)
    expect(items).toEqual(
      [...expected]
        .sort(([a], [b]) => a - b)
        .map(([start, { orders, amount }]) => ({
          start: new Date(start).toISOString(),
          orders,
          income: { amount, currency: 'EUR' },
        })),
    )
  }
})

test('categories and products share the income', async () => {
  const sum = sold.reduce((amount, { total }) => amount + total, 0)
  const amounts = (body: { items: { income: { amount: number } }[] }) =>
    body.items.reduce((total, { income }) => total + income.amount, 0)
  for (const path of ['income?by=category', 'income?by=brand', 'products?pageSize=100']) {
    expect(amounts(await second.ask(path))).toBe(sum)
  }
  const units = new Map<string, number>()
  for (const { productId, units: n } of sold.flatMap(({ items }) => items)) {
    units.set(productId, (units.get(productId) ?? 0) + n)
  }
  const { topProducts } = await second.ask('summary')
  expect(topProducts.map(({ units: n }: { units: number }) => n)).toEqual(
    [...units.values()].sort((a, b) => b - a).slice(0, 10),
  )
})

test('all can be made anew from the stored events, with the same outcome', async () => {
  const before = [await stateOf(second), await modelsOf(second)]
  await second.db.deleteFrom('orders').where(sql<boolean>`total % 2 = 0`).execute()
  await second.db.deleteFrom('order_lines').execute()
  await second.db
    .updateTable('orders')
    .set({ total: 1, sold_at: new Date(), status: 'Shipped', version: 9 })
    .execute()
  const started = performance.now()
  expect(await rebuild(second.service)).toBe(count)
  if (count > 1_000)
    process.stderr.write(`made anew in ${Math.round(performance.now() - started)} ms\n`)
  expect([await stateOf(second), await modelsOf(second)]).toEqual(before)
})
