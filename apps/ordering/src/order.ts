import type { EventData, EventItem, userCheckoutAccepted } from '@shop/kit/events.ts'
import type { Money } from '@shop/kit/money.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import { type Asking, notAsked } from './asking.ts'
import { mergeLines, namesOf } from './order-lines.ts'

// The life of an order: Submitted → AwaitingValidation → StockConfirmed → Paid → Shipped, or
// Cancelled from any of the first three. A transition that does not fit gives undefined: a system
// event is then ignored, a person is told so.

export type Checkout = EventData<typeof userCheckoutAccepted>

export type HistoryEntry = {
  readonly status: OrderStatus
  readonly at: Date
  /** `system`, or the user's id. */
  readonly by: string
  readonly reason: string
}

export type Order = {
  readonly orderId: string
  readonly basketId: string
  readonly requestId: string
  readonly buyer: Readonly<Checkout['buyer']>
  readonly address: Readonly<Checkout['address']>
  readonly payment: Readonly<Checkout['payment']>
  readonly priority: Checkout['priority']
  readonly items: readonly EventItem[]
  readonly total: Money
  readonly placedAt: Date
  readonly status: OrderStatus
  /** Rises by one with each change of status, which is what is said of an order. */
  readonly version: number
  /** What there is to say of the present status. */
  readonly description: string
  readonly history: readonly HistoryEntry[]
  readonly refundedAt: Date | undefined
  readonly asking: Asking
}

const system = 'system'

/** The order of an accepted checkout. */
export function submit(checkout: Checkout, at: Date): Order {
  const { orderId, basketId, requestId, buyer, address, payment, priority, items, total } = checkout
  return {
    ...{ orderId, basketId, requestId, buyer, address, payment, priority, total },
    items: mergeLines(items),
    placedAt: at,
    status: 'Submitted',
    version: 1,
    description: '',
    history: [{ status: 'Submitted', at, by: buyer.id, reason: '' }],
    refundedAt: undefined,
    asking: notAsked,
  }
}

const move = (order: Order, entry: HistoryEntry): Order => ({
  ...order,
  status: entry.status,
  version: order.version + 1,
  description: entry.reason,
  history: [...order.history, entry],
  asking: notAsked,
})

/** A step that the shop itself takes. */
const step =
  (from: OrderStatus, status: OrderStatus) =>
  (order: Order, at: Date, reason = ''): Order | undefined =>
    order.status === from ? move(order, { status, at, by: system, reason }) : undefined

export const confirmGracePeriod = step('Submitted', 'AwaitingValidation')

const stockIsThere = step('AwaitingValidation', 'StockConfirmed')

export const confirmStock = (order: Order, at: Date) =>
  stockIsThere(order, at, 'all items were confirmed with available stock')

const stockIsMissing = step('AwaitingValidation', 'Cancelled')

export function rejectStock(order: Order, missing: readonly string[], at: Date) {
  const names = namesOf(order.items, missing)
  return stockIsMissing(order, at, names ? `out of stock: ${names}` : 'the stock was not confirmed')
}

export const confirmPayment = step('StockConfirmed', 'Paid')

/** The reason is the provider's, in words for the buyer. */
export const declinePayment = step('StockConfirmed', 'Cancelled')

/** The money of a cancelled order is back: kept in its history, and no change of status. */
export function recordRefund(order: Order, at: Date): Order | undefined {
  if (order.status !== 'Cancelled' || order.refundedAt) return undefined
  const entry = { status: order.status, at, by: system, reason: 'the payment was refunded' }
  return { ...order, refundedAt: at, history: [...order.history, entry] }
}

/** An administrator's command. */
export const ship = (order: Order, by: string, at: Date): Order | undefined =>
  order.status === 'Paid' ? move(order, { status: 'Shipped', at, by, reason: '' }) : undefined

/** The command of its buyer or of an administrator; too late once it is paid. */
export function cancel(order: Order, by: string, reason: string, at: Date): Order | undefined {
  switch (order.status) {
    case 'Submitted':
    case 'AwaitingValidation':
    case 'StockConfirmed': {
      const who = by === order.buyer.id ? 'its buyer' : 'an administrator'
      return move(order, { status: 'Cancelled', at, by, reason: reason || `cancelled by ${who}` })
    }
    case 'Paid':
    case 'Shipped':
    case 'Cancelled':
      return undefined
  }
}

/** The status before the present one. */
export const previousStatus = ({ status, history }: Order): OrderStatus | null =>
  history.findLast((entry) => entry.status !== status)?.status ?? null

/** When the present status began. */
export const statusSince = ({ status, history, placedAt }: Order): Date =>
  history.find((entry) => entry.status === status)?.at ?? placedAt
