import { inTransaction } from '@shop/kit/db.ts'
import { askedAgain } from './asking.ts'
import { lockOrder, saveOrder } from './order-store.ts'
import { sayStatus } from './say-order.ts'
import type { OrderingService } from './service.ts'

const batch = 100

/**
 * Says the requests of orders again that have waited too long for an answer: the same order and
 * version in a new event. An order that was asked about often enough is stuck, for a person to see.
 */
export async function askAgain(service: OrderingService) {
  for (;;) {
    const orderIds = await ordersToAsk(service)
    for (const orderId of orderIds) await askOnce(service, orderId)
    if (orderIds.length < batch) return
  }
}

async function ordersToAsk({ db, now }: OrderingService): Promise<string[]> {
  const rows = await db
    .selectFrom('orders')
    .where('next_ask_at', '<=', now())
    .where('status', 'in', ['AwaitingValidation', 'StockConfirmed'])
    .orderBy('next_ask_at')
    .limit(batch)
    .select('order_id')
    .execute()
  return rows.map((row) => row.order_id)
}

const askOnce = ({ db, config, now, log }: OrderingService, orderId: string) =>
  inTransaction(db, async (tx) => {
    const order = await lockOrder(tx, orderId)
    const due = order?.asking.nextAskAt
    // It may have been answered, or asked by another replica, while the lock was waited for.
    if (!order || order.status === 'Submitted' || !due || due > now()) return
    const asking = askedAgain(order.asking, now(), config.ASK_AGAIN_AFTER)
    await saveOrder(tx, order, { ...order, asking })
    const { status } = order
    if (asking.stuckAt) log.error({ orderId, status, asked: asking.asked }, 'an order is stuck')
    else await sayStatus(tx, order)
  })
