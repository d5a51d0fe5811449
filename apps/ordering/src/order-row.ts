import type { Kysely, Selectable } from 'kysely'
import type { HistoryEntry, Order } from './order.ts'
import type { OrderHistoryTable, OrdersTable, PaymentMethodsTable, Tables } from './tables.ts'

/** Orders with what is kept of their buyers and payment methods. */
export const selectOrders = (db: Kysely<Tables>) =>
  db
    .selectFrom('orders')
    .innerJoin('buyers', 'buyers.id', 'orders.buyer_id')
    .innerJoin('payment_methods', 'payment_methods.id', 'orders.payment_method_id')
    .selectAll('orders')
    .select(['buyers.name', 'buyers.email', 'brand', 'last4', 'expires'])

export type OrderRow = Selectable<OrdersTable> &
  Pick<PaymentMethodsTable, 'brand' | 'last4' | 'expires'> & { name: string; email: string }

export function toOrder(row: OrderRow, history: readonly HistoryEntry[]): Order {
  const { brand, last4, expires } = row
  return {
    orderId: row.order_id,
    basketId: row.basket_id,
    requestId: row.request_id,
    buyer: { id: row.buyer_id, name: row.name, email: row.email },
    address: row.address,
    payment: { token: row.payment_token, brand, last4, expires },
    priority: row.priority,
    items: row.items,
    total: { amount: row.total, currency: row.currency },
    placedAt: row.placed_at,
    status: row.status,
    version: row.version,
    description: row.description,
    history,
    refundedAt: row.refunded_at ?? undefined,
    asking: {
      asked: row.asked,
      nextAskAt: row.next_ask_at ?? undefined,
      stuckAt: row.stuck_at ?? undefined,
    },
  }
}

/** The columns that change in an order's life. */
export const changing = ({ status, version, description, refundedAt, asking }: Order) => ({
  status,
  version,
  description,
  refunded_at: refundedAt ?? null,
  asked: asking.asked,
  next_ask_at: asking.nextAskAt ?? null,
  stuck_at: asking.stuckAt ?? null,
})

/** The columns that stay as they were at checkout. */
export const lasting = (order: Order) => ({
  order_id: order.orderId,
  basket_id: order.basketId,
  request_id: order.requestId,
  buyer_id: order.buyer.id,
  payment_token: order.payment.token,
  priority: order.priority,
  address: JSON.stringify(order.address),
  items: JSON.stringify(order.items),
  total: order.total.amount,
  currency: order.total.currency,
  placed_at: order.placedAt,
})

/** An entry as it is within JSON. */
type EntryRow = Pick<OrderHistoryTable, 'status' | 'actor' | 'reason'> & { readonly at: string }

export const toEntry = ({ status, at, actor, reason }: EntryRow): HistoryEntry => ({
  status,
  at: new Date(at),
  by: actor,
  reason,
})
