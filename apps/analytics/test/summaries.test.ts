import { orderPaid } from '@shop/kit/events.ts'
import { said } from '@shop/kit/testing.ts'
import { again, eventOf, item, lifeOf, noon, plus } from './lives.ts'
import { each, type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
  shop.at(noon)
})
afterEach(() => shop.close())

const euros = (amount: number) => ({ amount, currency: 'EUR' })
const takes = [0, 0, 0, 0]
const seconds = (n: number) => plus(noon, n * 1_000)

/** An order paid so many seconds after noon. */
async function sold(second: number, amount = 100, units = 1) {
  const life = lifeOf({ at: seconds(second), takes, items: [item('mug', units, amount)] })
  for (const told of life.told) await shop.hear(told)
}
const summaries = async () => (await said(shop.db)).map(({ data }) => data)
const ran = async (second: number) => {
  shop.at(seconds(second))
  await shop.run('summaries')
  return summaries()
}
const minute = (start: string, orders: number, amount: number, units = orders) => ({
  window: { size: 'minute', start: `2030-01-01T${start}:00.000Z` },
  orders,
  income: euros(amount),
  topProducts: [{ productId: 'id-of-mug', name: 'mug', units, orders }],
})

test('a minute is said once it is over, and a little more', async () => {
  await sold(10)
  await sold(59.999)
  await sold(60)
  expect(await ran(65)).toEqual([])
  expect(await ran(65.001)).toEqual([minute('12:00', 2, 200)])
  expect(await ran(119)).toHaveLength(1)
  expect(await ran(126)).toEqual([minute('12:00', 2, 200), minute('12:01', 1, 100)])
})

test('it is said as an event of the window, on its topic', async () => {
  await sold(0)
  await ran(66)
  expect(await said(shop.db)).toMatchObject([
    {
      type: 'SalesSummarizedIntegrationEvent',
      topic: 'sales-summaries',
      source: 'analytics',
      subject: '2030-01-01T12:00:00.000Z',
    },
  ])
})

test('a minute in which nothing was sold is not said', async () => {
  for (const told of lifeOf({ ends: 'declined', takes }).told) await shop.hear(told)
  expect(await ran(600)).toEqual([])
})

test('what comes later is said again, with the whole of the window', async () => {
  await sold(10, 100)
  await ran(66)
  await sold(20, 30, 2)
  await sold(30, 7)
  expect(await ran(70)).toEqual([minute('12:00', 1, 100), minute('12:00', 3, 167, 4)])
  expect(await ran(140)).toHaveLength(2)
})

test('what comes again changes nothing, and nothing is said', async () => {
  const life = lifeOf({ takes })
  for (const told of life.told) await shop.hear(told)
  await ran(66)
  for (const told of life.told) await shop.hear(told)
  for (const told of life.told) await shop.hear(again(told))
  expect(await ran(140)).toHaveLength(1)
})

test('an order that moves to its true minute corrects both', async () => {
  const life = lifeOf({ ends: 'Shipped', takes: [0, 0, 0, 0, 120_000] })
  for (const told of life.told) if (told.contract !== orderPaid) await shop.hear(told)
  expect(await ran(190)).toEqual([minute('12:02', 1, 1_000)])
  await shop.hear(eventOf(life, orderPaid))
  const [, ...corrections] = await ran(191)
  expect(corrections).toEqual([
    minute('12:00', 1, 1_000),
    { ...minute('12:02', 0, 0), topProducts: [] },
  ])
})

test('several replicas say each minute once', async () => {
  const replicas = [shop, shop.addReplica(), shop.addReplica()]
  const minutes = Array.from({ length: 120 }, (_, n) => lifeOf({ at: seconds(n * 60), takes }))
  await each(minutes, 10, (life) => shop.hearQuickly(eventOf(life, orderPaid)))
  shop.at(seconds(121 * 60))
  const rounds = Array.from({ length: 12 }, (_, n) => replicas[n % 3])
  await Promise.all(rounds.map((replica) => replica?.run('summaries')))
  await shop.run('summaries')
  const starts = (await said(shop.db)).map(({ subject }) => subject)
  expect(starts).toHaveLength(120)
  expect(new Set(starts).size).toBe(120)
}, 60_000)

test('sales that come in while minutes are summarized are missed by none', async () => {
  const other = shop.addReplica()
  const lives = Array.from({ length: 100 }, (_, n) => lifeOf({ at: seconds(n), takes }))
  shop.at(seconds(600))
  let over = false
  const talk = async (replica: Pick<Shop, 'run'>) => {
    while (!over) await replica.run('summaries')
  }
  const talking = Promise.all([talk(shop), talk(other)])
  await each(lives, 4, (life) => shop.hearQuickly(eventOf(life, orderPaid)))
  over = true
  await talking
  await shop.run('summaries')
  const last = new Map((await said(shop.db)).map(({ subject, data }) => [subject, data['orders']]))
  expect([...last.values()]).toEqual([60, 40])
}, 60_000)
