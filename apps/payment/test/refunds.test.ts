import { orderCancelled, stockConfirmed } from '@shop/kit/events.ts'
import { deliver, said } from '@shop/kit/testing.ts'
import { cancelledOrder, cards, confirmedOrder, startPayment, tokenOf, total } from './support.ts'

let parts: Awaited<ReturnType<typeof startPayment>>
beforeAll(async () => {
  parts = await startPayment()
})
afterAll(() => parts.close())

const statusOf = async (orderId: string) => {
  const payments = parts.db.selectFrom('payments').where('order_id', '=', orderId)
  return (await payments.select('status').executeTakeFirstOrThrow()).status
}
const typesOf = async (orderId: string) =>
  (await said(parts.db))
    .filter((row) => row.subject === orderId)
    .map((row) => /OrderPayment(\w+)Integration/.exec(row.type)?.[1])
const runs = () => parts.db.selectFrom('task_execution').selectAll().orderBy('id').execute()
const cancel = (orderId: string) => deliver(parts.app, orderCancelled, cancelledOrder(orderId))

async function requested(number: string) {
  const data = confirmedOrder(await tokenOf(parts.app, number))
  await deliver(parts.app, stockConfirmed, data)
  return data.orderId
}

test('the task leaves no record when there is nothing to refund', async () => {
  await parts.run('refund')
  expect(await runs()).toEqual([])
})

test('a captured payment is refunded when its order is cancelled, once', async () => {
  const orderId = await requested(cards.approved)
  await parts.run('charge-1')
  await cancel(orderId)
  await cancel(orderId)
  expect(await statusOf(orderId)).toBe('refunding')
  await Promise.all([parts.run('refund'), parts.run('refund')])
  await parts.run('refund')
  expect(await statusOf(orderId)).toBe('refunded')
  expect(await typesOf(orderId)).toEqual(['Succeeded', 'Refunded'])
  const refund = (await said(parts.db)).find((row) => row.type.includes('Refunded'))
  expect(refund?.data).toEqual({ orderId, amount: total })
})

test('its runs are on record: start, end, outcome and counts', async () => {
  const recorded = await runs()
  expect(recorded.length).toBeGreaterThan(0)
  for (const run of recorded) {
    expect(run).toMatchObject({ name: 'refund', outcome: 'done', error: null })
    expect(run.ended_at).toBeInstanceOf(Date)
  }
  expect(recorded.map((run) => run.counts)).toContainEqual({ refunded: 1 })
})

test('an order that is cancelled during a slow charge ends refunded', async () => {
  const orderId = await requested(cards.slow)
  const charging = parts.run('charge-1')
  await new Promise((resolve) => setTimeout(resolve, 100))
  expect(await statusOf(orderId)).toBe('charging')
  await cancel(orderId)
  await charging
  expect(await statusOf(orderId)).toBe('refunding')
  await parts.run('refund')
  expect(await statusOf(orderId)).toBe('refunded')
  expect(await typesOf(orderId)).toEqual(['Succeeded', 'Refunded'])
})

test('a cancelled order whose card is declined needs no refund', async () => {
  const orderId = await requested(cards.declined)
  await parts.run('charge-1')
  await cancel(orderId)
  await parts.run('refund')
  expect(await statusOf(orderId)).toBe('failed')
})

test('a refund whose worker died is taken over after 30 seconds', async () => {
  const orderId = await requested(cards.approved)
  await parts.run('charge-1')
  await cancel(orderId)
  await parts.db
    .updateTable('payments')
    .set({ claimed_at: new Date('2030-01-01T12:00:00Z') })
    .where('order_id', '=', orderId)
    .execute()
  parts.at(new Date('2030-01-01T12:00:29Z'))
  await parts.run('refund')
  expect(await statusOf(orderId)).toBe('refunding')
  parts.at(new Date('2030-01-01T12:00:31Z'))
  await parts.run('refund')
  expect(await statusOf(orderId)).toBe('refunded')
  parts.at(undefined)
})

test('a run that died is marked as such by the next', async () => {
  await parts.db.deleteFrom('task_execution').execute()
  const orderId = await requested(cards.approved)
  await parts.run('charge-1')
  await cancel(orderId)
  const start = new Date(Date.now() - 600_000)
  const row = { name: 'refund', scheduled_at: start, started_at: start, replica: 'gone' }
  const id = '00000000-0000-7000-8000-000000000000'
  await parts.db
    .insertInto('task_execution')
    .values({ id, ...row })
    .execute()
  await parts.run('refund')
  expect((await runs()).map((run) => run.outcome)).toEqual(['died', 'done'])
})
