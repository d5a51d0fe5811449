import { inTransaction } from '@shop/kit/db.ts'
import { orderStatus } from '@shop/kit/order-status.ts'
import { z } from 'zod'
import { hearOrder, type OrderState } from './order-answer.ts'
import { ordersToAsk } from './payment-queue.ts'
import { lockPayment, savePayment } from './payment-store.ts'
import type { PaymentService } from './service.ts'

const answerBody = z.object({
  orders: z.array(z.object({ orderId: z.string(), version: z.int(), status: orderStatus })),
})

const atATime = 500

/**
 * Asks what became of orders whose captures have waited too long: a cancellation may have been
 * lost, and then the money goes back. Gives whether there is something to refund.
 */
export async function askOrdering(service: PaymentService): Promise<boolean> {
  const { db, now } = service
  const orderIds = await ordersToAsk(db, now(), atATime)
  if (orderIds.length === 0) return false
  const known = await statusesOf(service, orderIds)
  let refunds = false
  for (const orderId of orderIds) {
    refunds = (await apply(service, orderId, known.get(orderId))) || refunds
  }
  return refunds
}

async function statusesOf({ sidecar, serviceToken }: PaymentService, orderIds: readonly string[]) {
  const { status, body } = await sidecar.invoke({
    app: 'ordering',
    method: 'POST',
    path: '/internal/order-statuses',
    token: await serviceToken(),
    body: { orderIds },
  })
  if (status !== 200) throw new Error(`ordering answered ${status} about ${orderIds.length} orders`)
  const { orders } = answerBody.parse(body)
  return new Map(orders.map((order) => [order.orderId, order]))
}

const apply = ({ db, now, config, log }: PaymentService, orderId: string, order: OrderState) =>
  inTransaction(db, async (tx) => {
    const payment = await lockPayment(tx, orderId)
    const next = payment && hearOrder(payment, order, now(), config.ASK_AGAIN_AFTER)
    if (!next) return false
    await savePayment(tx, next, now())
    if (next.stuckAt) log.error({ orderId, asked: next.asked }, 'a capture has no settled order')
    return next.status === 'refunding'
  })
