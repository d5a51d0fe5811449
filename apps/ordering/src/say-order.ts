import {
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderShipped,
  orderStarted,
  orderSubmitted,
  stockConfirmed,
} from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import type { Transaction } from 'kysely'
import { type Order, previousStatus, statusSince } from './order.ts'
import type { Tables } from './tables.ts'

/** Tells basket that the checkout has become an order. */
export const sayStarted = (tx: Transaction<Tables>, { orderId, basketId, buyer }: Order) =>
  say(tx, orderStarted, { orderId, basketId, buyerId: buyer.id })

/** Says the present status of an order; in a passing state that is also the request for an answer. */
export function sayStatus(tx: Transaction<Tables>, order: Order): Promise<string> {
  const { total, description } = order
  const items = [...order.items]
  const fields = statusFields(order)
  switch (order.status) {
    case 'Submitted':
      return say(tx, orderSubmitted, { ...fields, items, total })
    case 'AwaitingValidation':
      return say(tx, orderAwaitingValidation, { ...fields, items })
    case 'StockConfirmed':
      return say(tx, stockConfirmed, { ...fields, total, payment: { token: order.payment.token } })
    case 'Paid':
      return say(tx, orderPaid, { ...fields, items, total })
    case 'Shipped':
      return say(tx, orderShipped, fields)
    case 'Cancelled':
      return say(tx, orderCancelled, { ...fields, reason: description })
  }
}

const statusFields = (order: Order) => ({
  orderId: order.orderId,
  version: order.version,
  status: order.status,
  previousStatus: previousStatus(order),
  buyer: order.buyer,
  occurredAt: statusSince(order).toISOString(),
})
