import { nextAsk } from '@shop/kit/asking.ts'
import type { EventData, orderShipped } from '@shop/kit/events.ts'
import { isSettled, type OrderStatus } from '@shop/kit/order-status.ts'
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

/** How often ordering was asked about an order, and when it is next; neither once it is settled. */
export type Asking = {
  readonly asked: number
  readonly nextAskAt: Date | undefined
  readonly stuckAt: Date | undefined
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

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

/** After an update: ordering is asked about an order that then stays open for too long. */
export const startAsking = (status: OrderStatus, now: Date, askAfter: number): Asking => ({
  asked: 0,
  nextAskAt: isSettled(status) ? undefined : later(now, nextAsk(0, askAfter) ?? 0),
  stuckAt: undefined,
})

/** After an answer that told nothing new. */
export function askLater({ asked }: Asking, now: Date, askAfter: number): Asking {
  const times = asked + 1
  const wait = nextAsk(times, askAfter)
  return wait === undefined
    ? { asked: times, nextAskAt: undefined, stuckAt: now }
    : { asked: times, nextAskAt: later(now, wait), stuckAt: undefined }
}
