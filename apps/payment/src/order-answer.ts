import { nextAsk } from '@shop/kit/asking.ts'
import type { OrderState } from '@shop/kit/order-statuses.ts'
import { type Payment, raise, toRefunding } from './payment.ts'

/** Applies the answer as if its event had come; without a final one it asks again later. */
export function hearOrder(
  payment: Payment,
  order: Pick<OrderState, 'version' | 'status'> | undefined,
  now: Date,
  askAfter: number,
): Payment | undefined {
  if (payment.status !== 'captured' || payment.settledAt) return undefined
  if (!order || order.version < payment.orderVersion) return askLater(payment, now, askAfter)
  const raised = raise(payment, order.version)
  switch (order.status) {
    case 'Cancelled':
      return toRefunding(raised)
    case 'Paid':
    case 'Shipped':
      return { ...raised, settledAt: now, nextAskAt: undefined, stuckAt: undefined }
    case 'Submitted':
    case 'AwaitingValidation':
    case 'StockConfirmed':
      return askLater(raised, now, askAfter)
  }
}

function askLater(payment: Payment, now: Date, askAfter: number): Payment {
  const asked = payment.asked + 1
  const wait = nextAsk(asked, askAfter)
  return wait === undefined
    ? { ...payment, asked, nextAskAt: undefined, stuckAt: now }
    : { ...payment, asked, nextAskAt: new Date(now.getTime() + wait) }
}
