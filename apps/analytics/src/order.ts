import type { OrderStatus } from '@shop/kit/order-status.ts'
import type { Buyer, Fact, PaymentOutcome, StatusFact } from './fact.ts'

// What is known of an order. Facts are learned in any order and any number of times, and the
// outcome is the same: of times the earliest counts, of statuses the one of the highest version.

export type Order = {
  readonly orderId: string
  readonly buyer: Buyer | undefined
  /** Whether its lines are known; they are rows of their own. */
  readonly hasLines: boolean
  readonly total: number | undefined
  /** The highest that was heard of; 0 before the first. */
  readonly version: number
  readonly status: OrderStatus | undefined
  readonly checkedOutAt: Date | undefined
  /** When each status began; a status that only an answer told has no time. */
  readonly began: Readonly<Partial<Record<OrderStatus, Date>>>
  /** The status that a cancellation ended. */
  readonly cancelledFrom: OrderStatus | undefined
  /** When ordering first answered that it was paid for. */
  readonly answeredPaidAt: Date | undefined
  readonly payments: Readonly<Partial<Record<PaymentOutcome, Date>>>
}

/** An order of which nothing is known yet. */
export const unknownOrder = (orderId: string): Order => ({
  orderId,
  buyer: undefined,
  hasLines: false,
  total: undefined,
  version: 0,
  status: undefined,
  checkedOutAt: undefined,
  began: {},
  cancelledFrom: undefined,
  answeredPaidAt: undefined,
  payments: {},
})

export function learn(order: Order, fact: Fact): Order {
  const { at } = fact
  switch (fact.kind) {
    case 'checkout':
      return {
        ...withDetails(order, fact),
        checkedOutAt: earliest(order.checkedOutAt, at),
      }
    case 'status':
      return {
        ...raised(withDetails(order, fact), fact),
        began: { ...order.began, [fact.status]: earliest(order.began[fact.status], at) },
        cancelledFrom: cancelledFrom(fact) ?? order.cancelledFrom,
      }
    case 'payment':
      return {
        ...order,
        payments: { ...order.payments, [fact.outcome]: earliest(order.payments[fact.outcome], at) },
      }
    case 'answer':
      return {
        ...raised(order, fact),
        answeredPaidAt: isPaidFor(fact.status)
          ? earliest(order.answeredPaidAt, at)
          : order.answeredPaidAt,
      }
  }
}

const earliest = (...times: readonly (Date | undefined)[]): Date | undefined =>
  times.reduce((first, time) => (first && (!time || first <= time) ? first : time), undefined)

const withDetails = (order: Order, { buyer, lines, total }: Pick<StatusFact, keyof Details>) => ({
  ...order,
  buyer: order.buyer ?? buyer,
  hasLines: order.hasLines || lines !== undefined,
  total: order.total ?? total,
})
type Details = { buyer: unknown; lines: unknown; total: unknown }

const raised = (order: Order, { version, status }: { version: number; status: OrderStatus }) =>
  version > order.version ? { ...order, version, status } : order

const cancelledFrom = ({ status, previousStatus }: StatusFact) =>
  status === 'Cancelled' ? (previousStatus ?? undefined) : undefined

const isPaidFor = (status: OrderStatus) => status === 'Paid' || status === 'Shipped'

const times = ({ checkedOutAt, began, payments }: Order) => [
  checkedOutAt,
  ...Object.values(began),
  ...Object.values(payments),
]

/** The first moment that is known of it: every order begins as a checkout. */
export const placedAt = (order: Order): Date | undefined => earliest(...times(order))

/** The last moment that is known of it. */
export const latestAt = (order: Order): Date | undefined =>
  times(order).reduce((last, time) => (last && (!time || last >= time) ? last : time), undefined)

/**
 * When it became income: as it was paid for. Where that is not known, and it must have been paid
 * for all the same, it is when that was first seen.
 */
export const soldAt = ({ began, answeredPaidAt }: Order): Date | undefined =>
  began.Paid ?? earliest(began.Shipped, answeredPaidAt)
