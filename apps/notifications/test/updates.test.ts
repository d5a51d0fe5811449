import { newId } from '@shop/kit/ids.ts'
import fc from 'fast-check'
import { eventsOf, startNotifications, type Told } from './support.ts'

let shop: Awaited<ReturnType<typeof startNotifications>>
beforeAll(async () => {
  shop = await startNotifications()
})
afterAll(() => shop.close())

const rowsOf = (buyer: string) =>
  shop.db.selectFrom('updates').where('buyer_id', '=', buyer).orderBy('seq').selectAll().execute()
const orderOf = (orderId: string | undefined) =>
  shop.db
    .selectFrom('orders')
    .where('order_id', '=', orderId ?? '')
    .selectAll()
    .executeTakeFirstOrThrow()
const hearAll = async (told: readonly Told[]) => {
  for (const one of told) expect(await shop.hear(one)).toBe('SUCCESS')
}

test('the happy life of an order is told step by step', async () => {
  const told = eventsOf('alice')
  await hearAll(told)
  expect((await rowsOf('alice')).map((row) => [row.seq, row.version, row.status])).toEqual([
    [1, 1, 'Submitted'],
    [2, 2, 'AwaitingValidation'],
    [3, 3, 'StockConfirmed'],
    [4, 4, 'Paid'],
    [5, 5, 'Shipped'],
  ])
  const [, , third] = await rowsOf('alice')
  expect(third?.description).toBe('all items were confirmed with available stock')
})

test('an event that comes twice, or is said again, is told once', async () => {
  const [event] = eventsOf('bob')
  if (!event) throw new Error('no event')
  const id = newId()
  for (const again of [id, id, newId()]) expect(await shop.hear(event, again)).toBe('SUCCESS')
  expect(await rowsOf('bob')).toHaveLength(1)
})

test('in whatever order events come, versions told only rise and the newest is known', async () => {
  const stream = await shop.open('mixed', 0)
  let heard = 0
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(4), { minLength: 1, maxLength: 12 }), async (turns) => {
      const events = eventsOf('mixed')
      const told = turns.map((turn) => events[turn]).filter((event) => event !== undefined)
      await hearAll(told)
      const versions = told.map((event) => event.data.version)
      const highest = versions.filter((version, index) =>
        versions.slice(0, index).every((earlier) => earlier < version),
      )
      const orderId = events[0]?.data.orderId
      const rows = (await rowsOf('mixed')).filter((row) => row.order_id === orderId)
      expect(rows.map((row) => row.version)).toEqual(highest)
      expect((await orderOf(orderId)).version).toBe(highest.at(-1))
      heard += highest.length
      expect(await stream.ids(heard)).toEqual(Array.from({ length: heard }, (_, n) => n + 1))
    }),
    { numRuns: 25 },
  )
  stream.leave()
})

test('events of one buyer at the same time get numbers without a gap, and every order its newest', async () => {
  const orders = Array.from({ length: 20 }, () => eventsOf('busy'))
  const answers = await Promise.all(orders.flat().map((event) => shop.hear(event)))
  expect(new Set(answers)).toEqual(new Set(['SUCCESS']))
  const rows = await rowsOf('busy')
  expect(rows.map((row) => row.seq)).toEqual(rows.map((_, index) => index + 1))
  for (const [first] of orders) {
    expect((await orderOf(first?.data.orderId)).status).toBe('Shipped')
  }
})

test('a malformed event goes to the dead letters', async () => {
  const [event] = eventsOf('alice')
  if (!event) throw new Error('no event')
  const data = { ...event.data, version: 0 }
  expect(await shop.hear({ ...event, data })).toBe('DROP')
})

test('replaced updates are forgotten after 30 days, the latest of an order never', async () => {
  const day = 24 * 3_600_000
  const start = Date.now()
  const [first, second, third] = eventsOf('kept')
  if (!first || !second || !third) throw new Error('no events')
  await hearAll([first, second])
  shop.at(new Date(start + 10 * day))
  await hearAll([third])
  const left = async (days: number) => {
    shop.at(new Date(start + days * day))
    await shop.run('forget')
    return (await rowsOf('kept')).map((row) => row.version)
  }
  expect(await left(29)).toEqual([1, 2, 3])
  expect(await left(31)).toEqual([2, 3])
  expect(await left(41)).toEqual([3])
  expect(await left(400)).toEqual([3])
  shop.at(undefined)
  // Not even now does a late event bring an older state back.
  await hearAll([first])
  expect((await orderOf(first.data.orderId)).status).toBe('StockConfirmed')
  expect(await rowsOf('kept')).toHaveLength(1)
})

test('no address is kept where no mail is sent', async () => {
  const [event] = eventsOf('private')
  if (!event) throw new Error('no event')
  await hearAll([event])
  expect((await orderOf(event.data.orderId)).email).toBeNull()
})
