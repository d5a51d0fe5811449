import { orderAwaitingValidation, orderPaid, orderSubmitted } from '@shop/kit/events.ts'
import { type End, eventOf, item, lifeOf, noon, plus } from './lives.ts'
import { each, type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
})
afterEach(() => shop.close())

type Life = Parameters<typeof lifeOf>[0]
async function told(given: Life) {
  const life = lifeOf(given)
  for (const event of life.told) await shop.hearQuickly(event)
  return life
}
const euros = (amount: number) => ({ amount, currency: 'EUR' })
const tomorrow = plus(noon, 24 * 3_600_000)

test('a shop without orders has a summary too', async () => {
  expect(await shop.ask('summary')).toEqual({
    orders: {
      Submitted: 0,
      AwaitingValidation: 0,
      StockConfirmed: 0,
      Paid: 0,
      Shipped: 0,
      Cancelled: 0,
    },
    income: euros(0),
    estimated: { orders: 0, income: euros(0) },
    payments: { succeeded: 0, failed: 0, refunded: 0 },
    conversion: { checkouts: 0, paid: 0, rate: null },
    topProducts: [],
    timeInStatus: {},
  })
  for (const path of ['sales', 'income?by=brand', 'top-five']) {
    expect(await shop.ask(path)).toEqual({ items: [] })
  }
  const nobody = { items: [], total: 0, pageIndex: 0, pageSize: 10 }
  expect(await shop.ask('buyers')).toEqual(nobody)
  expect(await shop.ask('products')).toEqual(nobody)
})

test('what was paid is income, and what was cancelled is not, even if it had been charged', async () => {
  const ends: End[] = ['Paid', 'Shipped', 'declined', 'out of stock', 'refunded', 'StockConfirmed']
  for (const end of ends) await told({ ends: end, items: [item('mug', 1, 100)] })
  expect(await shop.ask('summary')).toMatchObject({
    orders: { Paid: 1, Shipped: 1, Cancelled: 3, StockConfirmed: 1 },
    income: euros(200),
    payments: { succeeded: 3, failed: 1, refunded: 1 },
    conversion: { checkouts: 6, paid: 2, rate: 2 / 6 },
  })
})

test('orders and conversion count those placed in the range, whatever came of them later', async () => {
  await told({ ends: 'Submitted' })
  await told({ ends: 'Shipped', takes: [0, 0, 0, 48 * 3_600_000, 0] })
  await told({ at: tomorrow })
  expect(await shop.ask('summary?from=2030-01-01&to=2030-01-01')).toMatchObject({
    orders: { Submitted: 1, Shipped: 1, Paid: 0 },
    conversion: { checkouts: 2, paid: 1, rate: 0.5 },
    income: euros(0),
  })
  expect(await shop.ask('summary?from=2030-01-03&to=2030-01-03')).toMatchObject({
    orders: { Shipped: 0 },
    income: euros(1_000),
    payments: { succeeded: 1 },
  })
})

test('a checkout that ordering has not taken up yet is one, without a status', async () => {
  await shop.hear(lifeOf().told[0] as never)
  const { orders, conversion } = await shop.ask('summary')
  expect(Object.values(orders)).toEqual([0, 0, 0, 0, 0, 0])
  expect(conversion).toEqual({ checkouts: 1, paid: 0, rate: 0 })
})

test('percentiles are times that orders took, by nearest rank', async () => {
  // 1, 2, … 100 s in StockConfirmed.
  const lengths = Array.from({ length: 100 }, (_, n) => (n + 1) * 1_000)
  await each(lengths, 10, (length) => told({ takes: [5, 15_000, 700, length] }))
  const { timeInStatus } = await shop.ask('summary')
  expect(timeInStatus).toEqual({
    Submitted: { p50: 15_000, p99: 15_000, orders: 100 },
    AwaitingValidation: { p50: 700, p99: 700, orders: 100 },
    StockConfirmed: { p50: 50_000, p99: 99_000, orders: 100 },
  })
})

test('a cancellation ends the time in the status before it, and no other', async () => {
  await told({ ends: 'out of stock', takes: [0, 1_000, 300] })
  await told({ ends: 'cancelled by its buyer', takes: [0, 4_000] })
  const { timeInStatus } = await shop.ask('summary')
  expect(timeInStatus).toEqual({
    Submitted: { p50: 1_000, p99: 4_000, orders: 2 },
    AwaitingValidation: { p50: 300, p99: 300, orders: 1 },
  })
})

test('no time is made up across an event that is missing, and none is below 0', async () => {
  const missing = lifeOf({ takes: [0, 1_000, 2_000, 3_000] })
  await shop.hear(eventOf(missing, orderSubmitted))
  await shop.hear(eventOf(missing, orderPaid))
  expect((await shop.ask('summary')).timeInStatus).toEqual({})
  const skewed = lifeOf({ takes: [0, -50] })
  await shop.hear(eventOf(skewed, orderSubmitted))
  await shop.hear(eventOf(skewed, orderAwaitingValidation))
  expect((await shop.ask('summary')).timeInStatus).toEqual({
    Submitted: { p50: 0, p99: 0, orders: 1 },
  })
})

test('times count in the range in which the status was left', async () => {
  await told({ ends: 'Shipped', takes: [0, 0, 0, 0, 24 * 3_600_000] })
  const of = async (day: string) => (await shop.ask(`summary?from=${day}&to=${day}`)).timeInStatus
  expect(Object.keys(await of('2030-01-01')).sort()).toEqual([
    'AwaitingValidation',
    'StockConfirmed',
    'Submitted',
  ])
  expect(await of('2030-01-02')).toEqual({
    Paid: { p50: 86_400_000, p99: 86_400_000, orders: 1 },
  })
})

test('products are known by units, by orders and by income, with their latest names', async () => {
  await told({ items: [item('mug', 5, 10), item('cup', 1, 500)] })
  await told({ items: [item('cup', 1, 500), item('bowl', 3, 20)], at: tomorrow })
  await told({ items: [{ ...item('mug', 1, 10), name: 'Big mug' }], at: tomorrow })
  await told({ items: [item('mug', 100, 10)], ends: 'declined' })
  const all = [
    { productId: 'id-of-mug', name: 'Big mug', units: 6, orders: 2 },
    { productId: 'id-of-bowl', name: 'bowl', units: 3, orders: 1 },
    { productId: 'id-of-cup', name: 'cup', units: 2, orders: 2 },
  ]
  const [mug, bowl, cup] = all
  expect((await shop.ask('summary')).topProducts).toEqual(all)
  const listed = async (query: string) => {
    const { items, total } = await shop.ask(`products?${query}`)
    return { names: items.map(({ name }: { name: string }) => name), total }
  }
  expect(await listed('sort=units')).toEqual({ names: ['Big mug', 'bowl', 'cup'], total: 3 })
  expect(await listed('sort=orders')).toEqual({ names: ['Big mug', 'cup', 'bowl'], total: 3 })
  expect(await listed('sort=income')).toEqual({ names: ['cup', 'Big mug', 'bowl'], total: 3 })
  expect(await listed('sort=income&pageSize=1&pageIndex=1')).toEqual({
    names: ['Big mug'],
    total: 3,
  })
  expect(await listed('pageIndex=7')).toEqual({ names: [], total: 3 })
  expect((await shop.ask('products?from=2030-01-02')).items).toEqual([
    { ...bowl, income: euros(60) },
    { ...cup, units: 1, orders: 1, income: euros(500) },
    { ...mug, units: 1, orders: 1, income: euros(10) },
  ])
})

test('income is known by category and by brand', async () => {
  await told({ items: [item('mug', 2, 10), item('cup', 1, 100), item('ball', 1, 90, 'Toys')] })
  await told({ items: [{ ...item('ball', 1, 90, 'Toys'), brandId: 'b2', brand: 'Other' }] })
  expect(await shop.ask('income?by=category')).toEqual({
    items: [
      { id: 'id-of-Toys', name: 'Toys', income: euros(180), units: 2 },
      { id: 'id-of-Cups', name: 'Cups', income: euros(120), units: 3 },
    ],
  })
  expect(await shop.ask('income?by=brand&to=2030-01-01')).toEqual({
    items: [
      { id: 'b1', name: 'Best', income: euros(210), units: 4 },
      { id: 'b2', name: 'Other', income: euros(90), units: 1 },
    ],
  })
})

test('buyers are known by their orders and what came of them', async () => {
  await told({ buyer: 'alice', ends: 'Shipped' })
  await told({ buyer: 'alice', ends: 'declined' })
  await told({ buyer: 'alice', ends: 'Submitted' })
  await told({ buyer: 'bob', items: [item('car', 1, 1_000_000)] })
  const alice = {
    buyerId: 'alice',
    name: 'alice Doe',
    orders: 3,
    paid: 1,
    cancelled: 1,
    income: euros(1_000),
  }
  const bob = {
    buyerId: 'bob',
    name: 'bob Doe',
    orders: 1,
    paid: 1,
    cancelled: 0,
    income: euros(1_000_000),
  }
  const page = { total: 2, pageIndex: 0, pageSize: 10 }
  expect(await shop.ask('buyers')).toEqual({ items: [alice, bob], ...page })
  expect(await shop.ask('buyers?sort=income')).toEqual({ items: [bob, alice], ...page })
  expect((await shop.ask('buyers?sort=paid&pageSize=1&pageIndex=1')).items).toEqual([alice])
})

test('the same product twice in a checkout is one line of the order', async () => {
  await told({ items: [item('mug', 1, 10), item('mug', 2, 10)] })
  expect((await shop.ask('products')).items).toEqual([
    { productId: 'id-of-mug', name: 'mug', units: 3, orders: 1, income: euros(30) },
  ])
})
