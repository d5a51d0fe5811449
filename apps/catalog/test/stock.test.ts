import { orderAwaitingValidation, orderCancelled, orderPaid } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { deliver, said } from '@shop/kit/testing.ts'
import {
  awaitingOrder,
  cancelledOrder,
  type Line,
  paidOrder,
  requested,
  startCatalog,
} from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const { fresh, want, pay, cancel, verdicts } = {
  fresh: async (units: number) => (await parts.product(units)).id,
  want: (lines: readonly Line[], orderId?: string) => requested(parts.app, lines, orderId),
  pay: (orderId: string, lines: readonly Line[], id = newId()) =>
    deliver(parts.app, orderPaid, paidOrder(orderId, lines), { id }),
  cancel: (orderId: string) => deliver(parts.app, orderCancelled, cancelledOrder(orderId)),
  verdicts: async (orderId: string) =>
    (await parts.saidOf(orderId)).map((event) => event.type.replace('OrderStock', '')),
}

test('what an order wants is reserved and confirmed, with its order id as the key', async () => {
  const [one, two] = [await fresh(5), await fresh(3)]
  const orderId = await want([
    { productId: one, units: 5 },
    { productId: two, units: 1 },
  ])
  expect(await parts.stock(one)).toEqual({ available: 0, reserved: 5, sold: 0 })
  expect(await parts.stock(two)).toEqual({ available: 2, reserved: 1, sold: 0 })
  expect((await said(parts.db)).find((event) => event.subject === orderId)).toMatchObject({
    type: 'OrderStockConfirmedIntegrationEvent',
    topic: 'order-stock-statuses',
    source: 'catalog',
    data: {
      orderId,
      items: [
        { productId: one, hasStock: true },
        { productId: two, hasStock: true },
      ],
    },
  })
})

test('all or nothing: with one line short none is reserved, and the short one is named', async () => {
  const [enough, short] = [await fresh(10), await fresh(1)]
  const orderId = await want([
    { productId: enough, units: 2 },
    { productId: short, units: 2 },
  ])
  expect(await parts.stock(enough)).toEqual({ available: 10, reserved: 0, sold: 0 })
  expect(await parts.stock(short)).toEqual({ available: 1, reserved: 0, sold: 0 })
  expect(await parts.saidOf(orderId)).toEqual([
    {
      type: 'OrderStockRejected',
      data: {
        orderId,
        items: [
          { productId: enough, hasStock: true },
          { productId: short, hasStock: false },
        ],
      },
    },
  ])
})

test('one product on two lines counts with the sum of their units', async () => {
  const id = await fresh(5)
  const line = { productId: id, units: 3 }
  expect(await verdicts(await want([line, line]))).toEqual(['Rejected'])
  const orderId = await want([line, { productId: id, units: 2 }])
  expect(await verdicts(orderId)).toEqual(['Confirmed'])
  expect((await parts.reservation(orderId))?.lines).toEqual([
    { productId: id, units: 5, hasStock: true },
  ])
})

test('an unknown product, an archived one and an empty list are rejected', async () => {
  const archived = await fresh(9)
  await parts.send('delete', `/catalog/items/${archived}`)
  for (const lines of [
    [{ productId: 'nobody-has-it', units: 1 }],
    [{ productId: archived, units: 1 }],
    [],
  ]) {
    expect(await verdicts(await want(lines))).toEqual(['Rejected'])
  }
})

test('more units than there will ever be are rejected, not retried', async () => {
  const id = await fresh(9)
  const orderId = await want([{ productId: id, units: Number.MAX_SAFE_INTEGER }])
  expect(await verdicts(orderId)).toEqual(['Rejected'])
})

test('one delivery that comes twice is answered once', async () => {
  const data = awaitingOrder([{ productId: await fresh(5), units: 1 }])
  const id = newId()
  await deliver(parts.app, orderAwaitingValidation, data, { id })
  await deliver(parts.app, orderAwaitingValidation, data, { id })
  expect(await verdicts(data.orderId)).toEqual(['Confirmed'])
})

test('a request that is said again gets what was decided, whatever the stock is now', async () => {
  const id = await fresh(2)
  const lines = [{ productId: id, units: 2 }]
  const confirmed = await want(lines)
  const rejected = await want(lines)
  await parts.send('post', `/catalog/items/${id}/stock`, { body: { delta: 10 } })
  await want(lines, confirmed)
  await want(lines, rejected)
  expect(await verdicts(confirmed)).toEqual(['Confirmed', 'Confirmed'])
  expect(await verdicts(rejected)).toEqual(['Rejected', 'Rejected'])
  const [first, second] = await parts.saidOf(rejected)
  expect(first?.data).toEqual(second?.data)
  expect(await parts.stock(id)).toEqual({ available: 10, reserved: 2, sold: 0 })
})

test('a paid order is sold, once, and answers a late request as before', async () => {
  const id = await fresh(5)
  const lines = [{ productId: id, units: 2 }]
  const orderId = await want(lines)
  const event = newId()
  await pay(orderId, lines, event)
  await pay(orderId, lines, event)
  await pay(orderId, lines)
  expect(await parts.stock(id)).toEqual({ available: 3, reserved: 0, sold: 2 })
  await want(lines, orderId)
  expect(await verdicts(orderId)).toEqual(['Confirmed', 'Confirmed'])
  expect(await parts.stock(id)).toEqual({ available: 3, reserved: 0, sold: 2 })
})

test('a cancelled order gives its units back, once', async () => {
  const id = await fresh(5)
  const orderId = await want([{ productId: id, units: 2 }])
  await cancel(orderId)
  await cancel(orderId)
  expect(await parts.stock(id)).toEqual({ available: 5, reserved: 0, sold: 0 })
})

test('units of an archived product come back too', async () => {
  const id = await fresh(5)
  const orderId = await want([{ productId: id, units: 2 }])
  await parts.send('delete', `/catalog/items/${id}`)
  await cancel(orderId)
  expect(await parts.stock(id)).toEqual({ available: 5, reserved: 0, sold: 0 })
})

test('a cancellation that comes before the request: nothing is reserved and nothing said', async () => {
  const id = await fresh(5)
  const lines = [{ productId: id, units: 2 }]
  const orderId = newId()
  await cancel(orderId)
  expect((await parts.reservation(orderId))?.status).toBe('released')
  await want(lines, orderId)
  expect(await parts.stock(id)).toEqual({ available: 5, reserved: 0, sold: 0 })
  expect(await verdicts(orderId)).toEqual([])
})

test('what was rejected or released is not sold by a payment that can not have been', async () => {
  const id = await fresh(1)
  const lines = [{ productId: id, units: 2 }]
  const rejected = await want(lines)
  const released = newId()
  await cancel(released)
  for (const orderId of [rejected, released]) expect(await pay(orderId, lines)).toBe('SUCCESS')
  expect(await parts.stock(id)).toEqual({ available: 1, reserved: 0, sold: 0 })
})

test('a paid order whose reservation was lost takes what there is, and the sums still hold', async () => {
  const [plenty, scarce] = [await fresh(9), await fresh(1)]
  const orderId = newId()
  const lines = [
    { productId: plenty, units: 2 },
    { productId: scarce, units: 3 },
    { productId: 'nobody-has-it', units: 1 },
  ]
  await pay(orderId, lines)
  await pay(orderId, lines)
  expect(await parts.stock(plenty)).toEqual({ available: 7, reserved: 0, sold: 2 })
  expect(await parts.stock(scarce)).toEqual({ available: 0, reserved: 0, sold: 1 })
  await want(lines, orderId)
  expect(await verdicts(orderId)).toEqual(['Confirmed'])
})

test('the table itself refuses sums that do not hold', async () => {
  const id = await fresh(1)
  const wrong = [{ available: -1, sold: 2 }, { available: 2 }, { sold: 1 }]
  for (const change of wrong) {
    const update = parts.db.updateTable('products').set(change).where('id', '=', id).execute()
    await expect(update).rejects.toThrow('check constraint')
  }
})
