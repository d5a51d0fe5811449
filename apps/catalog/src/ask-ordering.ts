import { inTransaction } from '@shop/kit/db.ts'
import { askOrderStatuses, type OrderState, ordersPerQuestion } from '@shop/kit/order-statuses.ts'
import { hearOrder } from './order-answer.ts'
import { rememberPurchases } from './purchases.ts'
import { ordersToAsk, putReservation } from './reservation-store.ts'
import type { CatalogService } from './service.ts'

/**
 * Asks what became of orders whose reservations have waited too long: the event of their payment
 * or cancellation may have been lost. Stock is given back only where ordering says Cancelled.
 */
export async function askOrdering(service: CatalogService) {
  const { db, now } = service
  const orderIds = await ordersToAsk(db, now(), ordersPerQuestion)
  if (orderIds.length === 0) return
  const known = await askOrderStatuses(service, orderIds)
  for (const orderId of orderIds) await apply(service, orderId, known.get(orderId))
}

const apply = (
  { db, now, config, log }: CatalogService,
  orderId: string,
  order: OrderState | undefined,
) =>
  inTransaction(db, async (tx) => {
    const time = now()
    const put = await putReservation(
      tx,
      { orderId, lines: [] },
      (known) => hearOrder(known, order, time, config.ASK_AGAIN_AFTER),
      time,
    )
    if (!put) return
    const { status, buyerId, lines, stuckAt, asked } = put.reservation
    if (status === 'sold') await rememberPurchases(tx, buyerId, lines, time)
    if (stuckAt) log.error({ orderId, asked }, 'a reservation has no settled order')
  })
