import { nextAsk } from '@shop/kit/asking.ts'
import type { OrderState } from '@shop/kit/order-statuses.ts'
import { type Decision, type Reservation, raise, settle } from './reservation.ts'

/**
 * Applies ordering's answer as if its event had come; without a final one it asks again later.
 * Undefined where the reservation was settled, or asked about by another replica, meanwhile.
 */
export function hearOrder(
  known: Reservation | undefined,
  order: Pick<OrderState, 'version' | 'status'> | undefined,
  now: Date,
  askAfter: number,
): Decision | undefined {
  if (known?.status !== 'reserved' || !known.nextAskAt || known.nextAskAt > now) return undefined
  if (!order || order.version < known.orderVersion) return askLater(known, now, askAfter)
  const raised = raise(known, order.version)
  switch (order.status) {
    case 'Cancelled':
      return { reservation: settle(raised, 'released'), move: 'release' }
    case 'Paid':
    case 'Shipped':
      return { reservation: settle(raised, 'sold'), move: 'sell' }
    case 'Submitted':
    case 'AwaitingValidation':
    case 'StockConfirmed':
      return askLater(raised, now, askAfter)
  }
}

function askLater(known: Reservation, now: Date, askAfter: number): Decision {
  const asked = known.asked + 1
  const wait = nextAsk(asked, askAfter)
  const reservation =
    wait === undefined
      ? { ...known, asked, nextAskAt: undefined, stuckAt: now }
      : { ...known, asked, nextAskAt: new Date(now.getTime() + wait) }
  return { reservation, move: undefined }
}
