import { inTransaction } from '@shop/kit/db.ts'
import { askOrderStatuses, type OrderState, ordersPerQuestion } from '@shop/kit/order-statuses.ts'
import { hearOrder } from './order-answer.ts'
import { ordersToAsk } from './payment-queue.ts'
import { lockPayment, savePayment } from './payment-store.ts'
import type { PaymentService } from './service.ts'

/**
 * Asks what became of orders whose captures have waited too long: a cancellation may have been
 * lost, and then the money goes back. Gives whether there is something to refund.
 */
export async function askOrdering(service: PaymentService): Promise<boolean> {
  const { db, now } = service
  const orderIds = await ordersToAsk(db, now(), ordersPerQuestion)
  if (orderIds.length === 0) return false
  const known = await askOrderStatuses(service, orderIds)
  let refunds = false
  for (const orderId of orderIds) {
    refunds = (await apply(service, orderId, known.get(orderId))) || refunds
  }
  return refunds
}

const apply = (
  { db, now, config, log }: PaymentService,
  orderId: string,
  order: OrderState | undefined,
) =>
  inTransaction(db, async (tx) => {
    const payment = await lockPayment(tx, orderId)
    const next = payment && hearOrder(payment, order, now(), config.ASK_AGAIN_AFTER)
    if (!next) return false
    await savePayment(tx, next, now())
    if (next.stuckAt) log.error({ orderId, asked: next.asked }, 'a capture has no settled order')
    return next.status === 'refunding'
  })
