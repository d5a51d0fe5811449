import { orderCancelled, stockConfirmed } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { deliver, said } from '@shop/kit/testing.ts'
import { createDemoProvider } from '../src/demo-provider.ts'
import {
  cancelledOrder,
  cards,
  confirmedOrder,
  postCard,
  startPayment,
  tokenOf,
  total,
} from './support.ts'

let parts: Awaited<ReturnType<typeof startPayment>>
beforeAll(async () => {
  parts = await startPayment()
})
afterAll(() => parts.close())

const paymentOf = (orderId: string) =>
  parts.db
    .selectFrom('payments')
    .where('order_id', '=', orderId)
    .selectAll()
    .executeTakeFirstOrThrow()
const chargesOf = (key: string) =>
  parts.db.selectFrom('demo_provider_charges').where('key', '=', key).selectAll().execute()
const saidOf = async (orderId: string) =>
  (await said(parts.db)).filter((row) => row.subject === orderId)
const typesOf = async (orderId: string) =>
  (await saidOf(orderId)).map((row) => /OrderPayment(\w+)Integration/.exec(row.type)?.[1])
const charge = () => parts.run('charge-1')
const confirm = (data: object, id = newId()) => deliver(parts.app, stockConfirmed, data, { id })
const cancel = (orderId: string) => deliver(parts.app, orderCancelled, cancelledOrder(orderId))

/** An order of alice's with this card, whose payment is requested. */
async function requested(number: string = cards.approved) {
  const data = confirmedOrder(await tokenOf(parts.app, number))
  expect(await confirm(data)).toBe('SUCCESS')
  return data
}

test('the request is stored and acknowledged at once, then a worker charges it', async () => {
  const { orderId } = await requested()
  expect((await paymentOf(orderId)).status).toBe('requested')
  expect(await saidOf(orderId)).toEqual([])
  await charge()
  expect((await paymentOf(orderId)).status).toBe('captured')
  expect(await saidOf(orderId)).toMatchObject([
    { topic: 'payment-status', source: 'payment', data: { orderId, amount: total } },
  ])
  expect(await typesOf(orderId)).toEqual(['Succeeded'])
})

test.each([
  [cards.declined, 'The card was declined'],
  [cards.insufficientFunds, 'The card has insufficient funds'],
  [cards.expired, 'The card has expired'],
])('the card %s fails: %s', async (number, reason) => {
  const { orderId } = await requested(number)
  await charge()
  expect(await paymentOf(orderId)).toMatchObject({ status: 'failed', reason })
  expect(await typesOf(orderId)).toEqual(['Failed'])
  expect(await saidOf(orderId)).toMatchObject([{ data: { orderId, amount: total, reason } }])
})

test('a valid number that is not in the table of demo cards is approved', async () => {
  const { orderId } = await requested('5555555555554444')
  await charge()
  expect((await paymentOf(orderId)).status).toBe('captured')
})

test('a request that is delivered twice, or said again, is charged once', async () => {
  const data = await requested()
  const id = newId()
  for (const again of [id, id, newId()]) await confirm(data, again)
  await Promise.all([charge(), parts.run('charge-2'), parts.run('charge-3')])
  await charge()
  expect(await chargesOf(data.orderId)).toHaveLength(1)
  expect(await typesOf(data.orderId)).toEqual(['Succeeded'])
})

test('a repeated request gets what was decided again, in a new event', async () => {
  const data = await requested()
  await charge()
  await confirm(data)
  const events = await saidOf(data.orderId)
  expect(events).toHaveLength(2)
  expect(events[0]?.data).toEqual(events[1]?.data)
  expect(events[0]?.id).not.toBe(events[1]?.id)

  const declined = await requested(cards.declined)
  await charge()
  await confirm(declined)
  expect(await typesOf(declined.orderId)).toEqual(['Failed', 'Failed'])
  expect(await chargesOf(data.orderId)).toHaveLength(1)
})

test('workers at the same time never charge one order twice, and miss none', async () => {
  const orders = await Promise.all(Array.from({ length: 20 }, () => requested()))
  const lanes = [1, 2, 3, 4, 5, 6, 7, 8]
  const lane = async (n: number) => {
    for (let round = 0; round < 20; round += 1) await parts.run(`charge-${n}`)
  }
  await Promise.all(lanes.map(lane))
  for (const { orderId } of orders) {
    expect((await paymentOf(orderId)).status).toBe('captured')
    expect(await chargesOf(orderId)).toHaveLength(1)
    expect(await typesOf(orderId)).toEqual(['Succeeded'])
  }
})

test('a slow card holds up no other', async () => {
  const slow = await requested(cards.slow)
  const waiting = charge()
  await new Promise((resolve) => setTimeout(resolve, 100))
  const quick = await requested()
  await parts.run('charge-2')
  expect((await paymentOf(quick.orderId)).status).toBe('captured')
  expect((await paymentOf(slow.orderId)).status).toBe('charging')
  await waiting
  expect((await paymentOf(slow.orderId)).status).toBe('captured')
})

test('the claim of a worker that died is taken over after 30 seconds, not before', async () => {
  const { orderId } = await requested()
  const died = new Date('2030-01-01T12:00:00Z')
  await parts.db
    .updateTable('payments')
    .set({ status: 'charging', claimed_at: died })
    .where('order_id', '=', orderId)
    .execute()
  parts.at(new Date('2030-01-01T12:00:29Z'))
  await charge()
  expect((await paymentOf(orderId)).status).toBe('charging')
  parts.at(new Date('2030-01-01T12:00:31Z'))
  await charge()
  expect((await paymentOf(orderId)).status).toBe('captured')
  parts.at(undefined)
})

test('a worker that died after the provider had answered: the next gets the same answer', async () => {
  const data = await requested()
  const provider = createDemoProvider(parts.db.withTables(), { slowMs: 0, successRate: 1 })
  const key = data.orderId
  await provider.charge({ key, token: data.payment.token, amount: total })
  // Now each charge would be declined, but this one has been decided.
  const unlucky = createDemoProvider(parts.db.withTables(), { slowMs: 0, successRate: 0 })
  const again = { key, token: data.payment.token, amount: total }
  expect(await unlucky.charge(again)).toEqual({ outcome: 'captured' })
  await charge()
  expect((await paymentOf(key)).status).toBe('captured')
  expect(await chargesOf(key)).toHaveLength(1)
})

test('two calls to the provider with one key at the same time get one answer', async () => {
  const token = await tokenOf(parts.app, cards.slow)
  let turn = 0
  const random = () => (turn++ === 0 ? 0.9 : 0.1)
  const options = { slowMs: 20, successRate: 0.5, random }
  const provider = createDemoProvider(parts.db.withTables(), options)
  const once = { key: newId(), token, amount: total }
  const [first, second] = await Promise.all([provider.charge(once), provider.charge(once)])
  expect(first).toEqual(second)
  expect(await chargesOf(once.key)).toHaveLength(1)
})

test('a token pays for its owner only, and an unknown one for nobody', async () => {
  const bobs = (await postCard(parts.app, 'bob')).body.token
  for (const token of [bobs, 'pm_made_up']) {
    const data = confirmedOrder(token)
    await confirm(data)
    await charge()
    expect(await paymentOf(data.orderId)).toMatchObject({
      status: 'failed',
      reason: 'The payment method is not known',
    })
    expect(await chargesOf(data.orderId)).toEqual([])
  }
})

test('a cancelled request is voided and never charged, whichever event comes first', async () => {
  const first = await requested()
  await cancel(first.orderId)
  const second = confirmedOrder(await tokenOf(parts.app, cards.approved))
  await cancel(second.orderId)
  await confirm(second)
  await charge()
  for (const { orderId } of [first, second]) {
    expect((await paymentOf(orderId)).status).toBe('voided')
    expect(await chargesOf(orderId)).toEqual([])
    expect(await saidOf(orderId)).toEqual([])
  }
})

test('request and cancellation at the same time leave one row that is never charged', async () => {
  const token = await tokenOf(parts.app, cards.approved)
  const orders = Array.from({ length: 10 }, () => confirmedOrder(token))
  await Promise.all(orders.flatMap((data) => [confirm(data), cancel(data.orderId)]))
  await charge()
  for (const { orderId } of orders) expect((await paymentOf(orderId)).status).toBe('voided')
})

test('a success rate of 0 declines good cards, and stays with its answer', async () => {
  const unlucky = await startPayment({ PAYMENT_SUCCESS_RATE: 0 })
  const data = confirmedOrder(await tokenOf(unlucky.app, cards.approved))
  await deliver(unlucky.app, stockConfirmed, data)
  await unlucky.run('charge-1')
  const [event] = await said(unlucky.db)
  expect(event).toMatchObject({ data: { reason: 'The card was declined' } })
  await unlucky.close()
})
