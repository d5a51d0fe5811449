import { askLater } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { askOrderStatuses, type OrderState, ordersPerQuestion } from '@shop/kit/order-statuses.ts'
import { lockOrderToAsk, ordersToAsk, saveAsking } from './order-store.ts'
import { updateFromAnswer } from './order-update.ts'
import type { NotificationsService } from './service.ts'
import { takeUpdate } from './take-update.ts'
import type { Place } from './update-store.ts'

/** Asks what became of orders that have been silent for too long: an event may have been lost. */
export async function askOrdering(service: NotificationsService, onTaken: (place: Place) => void) {
  const orderIds = await ordersToAsk(service.db, service.now(), ordersPerQuestion)
  if (orderIds.length === 0) return
  const known = await askOrderStatuses(service, orderIds)
  for (const orderId of orderIds) {
    const place = await apply(service, orderId, known.get(orderId))
    if (place) onTaken(place)
  }
}

const apply = (service: NotificationsService, orderId: string, answer: OrderState | undefined) =>
  inTransaction(service.db, async (tx) => {
    const now = service.now()
    const order = await lockOrderToAsk(tx, orderId, now)
    if (!order) return undefined
    const update = updateFromAnswer(order, answer, now)
    if (update) return takeUpdate(tx, service, update)
    const asking = askLater(order.asking, order.status, now, service.config.ASK_AGAIN_AFTER)
    await saveAsking(tx, orderId, asking)
    if (asking.stuckAt) service.log.error({ orderId, asked: asking.asked }, 'an order stays silent')
    return undefined
  })
