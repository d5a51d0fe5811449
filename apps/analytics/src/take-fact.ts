import { startAsking } from '@shop/kit/asking.ts'
import type { Transaction } from 'kysely'
import { changedMinutes, noteMinutes } from './changed-minutes.ts'
import { keepEvent, type Told } from './event-store.ts'
import { learn } from './order.ts'
import { keepLines } from './order-lines.ts'
import type { KnownOrder } from './order-row.ts'
import { putOrder } from './order-store.ts'
import type { AnalyticsService } from './service.ts'
import type { Tables } from './tables.ts'

/** Keeps an event for replays, and all that follows from what it tells. */
export async function takeFact(
  tx: Transaction<Tables>,
  { config, now }: Pick<AnalyticsService, 'config' | 'now'>,
  told: Told,
) {
  const time = now()
  await keepEvent(tx, told, time)
  const { fact } = told
  const change = await putOrder(tx, fact.orderId, (known) => {
    const order = learn(known.order, fact)
    const isNews = order.version > known.order.version || isUnasked(known)
    return {
      order,
      asking: isNews ? startAsking(order.status, time, config.ASK_AGAIN_AFTER) : known.asking,
    }
  })
  await keepLines(tx, fact, change)
  await noteMinutes(tx, changedMinutes(change.before, change.after))
}

/** Nothing was known of it before. */
const isUnasked = ({ order, asking }: KnownOrder) =>
  order.version === 0 && !asking.nextAskAt && !asking.stuckAt
