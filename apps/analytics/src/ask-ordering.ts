import { askLater } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { newId } from '@shop/kit/ids.ts'
import { askOrderStatuses, type OrderState, ordersPerQuestion } from '@shop/kit/order-statuses.ts'
import { lockOrderToAsk, ordersToAsk, saveAsking } from './order-store.ts'
import type { AnalyticsService } from './service.ts'
import { takeFact } from './take-fact.ts'

/** The `type` under which an answer is kept among the events, so that a replay knows it too. */
export const answered = 'OrderStatusAnswered'

/** Asks what became of orders that have been silent for too long: an event may have been lost. */
export async function askOrdering(service: AnalyticsService, onTaken: () => void) {
  const orderIds = await ordersToAsk(service.db, service.now(), ordersPerQuestion)
  if (orderIds.length === 0) return
  const answers = await askOrderStatuses(service, orderIds)
  for (const orderId of orderIds) {
    if (await apply(service, orderId, answers.get(orderId))) onTaken()
  }
}

const apply = (service: AnalyticsService, orderId: string, answer: OrderState | undefined) =>
  inTransaction(service.db, async (tx) => {
    const now = service.now()
    const known = await lockOrderToAsk(tx, orderId, now)
    if (!known) return false
    if (answer && answer.version > known.order.version) {
      // When it began is not known: the time is that of the answer.
      const fact = { ...answer, kind: 'answer', at: now } as const
      await takeFact(tx, service, { id: newId(), type: answered, fact })
      return true
    }
    const asking = askLater(known.asking, known.order.status, now, service.config.ASK_AGAIN_AFTER)
    await saveAsking(tx, orderId, asking)
    if (asking.stuckAt) service.log.error({ orderId, asked: asking.asked }, 'an order stays silent')
    return false
  })
