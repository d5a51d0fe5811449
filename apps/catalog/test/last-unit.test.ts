import { orderAwaitingValidation, orderCancelled, orderPaid } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { deliver, said } from '@shop/kit/testing.ts'
import { awaitingOrder, cancelledOrder, paidOrder, requested, startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const times = <T>(count: number, make: (index: number) => T) =>
  Array.from({ length: count }, (_, i) => make(i))

test('fifty orders want one last unit at the same time: exactly one gets it', async () => {
  const { id } = await parts.product(1)
  const orders = await Promise.all(
    times(50, () => requested(parts.app, [{ productId: id, units: 1 }])),
  )
  const types = (await said(parts.db))
    .filter((event) => orders.includes(event.subject))
    .map((event) => event.type)
  expect(types.filter((type) => type === 'OrderStockConfirmedIntegrationEvent')).toHaveLength(1)
  expect(types.filter((type) => type === 'OrderStockRejectedIntegrationEvent')).toHaveLength(49)
  expect(await parts.stock(id)).toEqual({ available: 0, reserved: 1, sold: 0 })
})

test('orders that want the same products in another order never wait for each other', async () => {
  const ids = await Promise.all(times(4, async () => (await parts.product(1_000)).id))
  const lines = ids.map((productId) => ({ productId, units: 1 }))
  await Promise.all(
    times(40, (index) => requested(parts.app, index % 2 ? lines : [...lines].reverse())),
  )
  for (const id of ids) {
    expect(await parts.stock(id)).toEqual({ available: 960, reserved: 40, sold: 0 })
  }
})

test('the events of one order at the same time leave one reservation and whole sums', async () => {
  const { id } = await parts.product(100)
  const lines = [{ productId: id, units: 2 }]
  const orders = times(12, () => newId())
  await Promise.all(
    orders.flatMap((orderId, index) => [
      deliver(parts.app, orderAwaitingValidation, awaitingOrder(lines, orderId)),
      deliver(parts.app, orderAwaitingValidation, awaitingOrder(lines, orderId)),
      index % 2
        ? deliver(parts.app, orderCancelled, cancelledOrder(orderId))
        : deliver(parts.app, orderPaid, paidOrder(orderId, lines)),
    ]),
  )
  const statuses = await Promise.all(
    orders.map(async (id) => (await parts.reservation(id))?.status),
  )
  expect(statuses).toEqual(orders.map((_, index) => (index % 2 ? 'released' : 'sold')))
  expect(await parts.stock(id)).toEqual({ available: 88, reserved: 0, sold: 12 })
})
