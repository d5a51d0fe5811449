import type * as api from '@shop/kit/api.ts'
import type { Order } from './order.ts'

// Orders as the public API shows them.

export function toSummary(order: Order): api.OrderSummary {
  const { orderId, status, description, priority, total, address } = order
  return {
    ...{ orderId, status, description, priority, total, address },
    date: order.placedAt.toISOString(),
    payment: { brand: order.payment.brand, last4: order.payment.last4 },
    items: order.items.map(({ productId, name, unitPrice, units, pictureUrl }) => ({
      ...{ productId, name, unitPrice, quantity: units, pictureUrl },
    })),
  }
}

export const toView = (order: Order): api.Order => ({
  ...toSummary(order),
  history: order.history.map((entry) => ({ ...entry, at: entry.at.toISOString() })),
})

/** As administrators see it in their list. */
export const toAdminSummary = (order: Order): api.AdminOrderSummary => ({
  ...toSummary(order),
  buyer: order.buyer,
  stuckAt: order.asking.stuckAt?.toISOString() ?? null,
})
