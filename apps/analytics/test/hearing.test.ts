import { orderPaid, userCheckoutAccepted } from '@shop/kit/events.ts'
import { again, eventOf, item, lifeOf } from './lives.ts'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
})
afterEach(() => shop.close())

const income = async () => (await shop.ask('summary')).income.amount
const kept = async () => (await shop.db.selectFrom('events').select('event_id').execute()).length

test('each event counts once and is kept once, however often it is delivered', async () => {
  const { told } = lifeOf()
  for (const event of [...told, ...told].reverse()) expect(await shop.hear(event)).toBe('SUCCESS')
  expect(await income()).toBe(1_000)
  expect(await kept()).toBe(told.length)
})

test('what is said again in a new event changes nothing', async () => {
  const { told } = lifeOf({ ends: 'Shipped' })
  for (const event of told) await shop.hear(event)
  const before = await shop.ask('sales?window=minute')
  for (const event of told) expect(await shop.hear(again(event))).toBe('SUCCESS')
  expect(await shop.ask('sales?window=minute')).toEqual(before)
  expect(await shop.ask('summary')).toMatchObject({
    payments: { succeeded: 1 },
    conversion: { checkouts: 1, paid: 1 },
  })
})

test('a malformed event goes to the dead letters, and nothing of it is kept', async () => {
  const paid = eventOf(lifeOf(), orderPaid)
  expect(await shop.hear({ ...paid, data: { ...paid.data, orderId: 'o1' } })).toBe('DROP')
  expect(await kept()).toBe(0)
})

test('an event in another currency fails, and nothing of it is kept', async () => {
  const foreign = { ...item('mug'), unitPrice: { amount: 5, currency: 'USD' } }
  const checkout = eventOf(lifeOf(), userCheckoutAccepted)
  expect(
    await shop.hear({ ...checkout, data: { ...checkout.data, items: [foreign] } as never }),
  ).toBe('RETRY')
  expect(await kept()).toBe(0)
  expect((await shop.ask('summary')).conversion.checkouts).toBe(0)
})
