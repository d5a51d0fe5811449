import type { Asking } from '@shop/kit/asking.ts'
import type { EventData, orderShipped } from '@shop/kit/events.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import type { OrderState } from '@shop/kit/order-statuses.ts'

/** A change of an order's status, as its buyer is told of it. */
export type OrderUpdate = {
  readonly orderId: string
  readonly buyerId: string
  readonly email: string | undefined
  readonly version: number
  readonly status: OrderStatus
  readonly previousStatus: OrderStatus | null
  readonly description: string
  readonly occurredAt: Date
}

export type KnownOrder = Pick<
  OrderUpdate,
  'orderId' | 'buyerId' | 'email' | 'version' | 'status'
> & { readonly asking: Asking }

/** What all six events have in common, and the reason that one of them gives. */
type StatusEvent = EventData<typeof orderShipped> & { readonly reason?: string }

/** What ordering says of the order too: the reason of a cancellation, and that stock was found. */
const describe = (status: OrderStatus, reason = ''): string =>
  status === 'StockConfirmed' ? 'all items were confirmed with available stock' : reason

export const updateFromEvent = (event: StatusEvent): OrderUpdate => ({
  orderId: event.orderId,
  buyerId: event.buyer.id,
  email: event.buyer.email || undefined,
  version: event.version,
  status: event.status,
  previousStatus: event.previousStatus,
  description: describe(event.status, event.reason),
  occurredAt: new Date(event.occurredAt),
})

/**
 * What ordering's answer tells that no event has; undefined if nothing. The answer has no history:
 * the previous status is the one that was known here, the time that of the answer.
 */
export function updateFromAnswer(
  known: KnownOrder,
  answer: Pick<OrderState, 'version' | 'status'> | undefined,
  now: Date,
): OrderUpdate | undefined {
  if (!answer || answer.version <= known.version || answer.status === known.status) return undefined
  const { orderId, buyerId, email, status: previousStatus } = known
  const { version, status } = answer
  const description = describe(status)
  return {
    ...{ orderId, buyerId, email, version, status, previousStatus, description },
    occurredAt: now,
  }
}
