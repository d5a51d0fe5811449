import { z } from 'zod'
import { type Contract, event } from './contract.ts'
import { money } from './money.ts'
import { orderStatus } from './order-status.ts'

export type { Contract, EventData } from './contract.ts'

// Every event of the shop, in the order in which a lucky order meets them. The per-topic
// components, the subscriptions and docs/events.md are generated from this file.

const id = z.uuid()

const buyer = z.object({ id: z.string(), name: z.string(), email: z.string() })

const item = z.object({
  productId: z.string(),
  name: z.string(),
  unitPrice: money,
  units: z.int().positive(),
  pictureUrl: z.string(),
  brandId: z.string(),
  brand: z.string(),
  categoryId: z.string(),
  category: z.string(),
})
export type EventItem = Readonly<z.infer<typeof item>>

const address = z.object({
  street: z.string(),
  city: z.string(),
  state: z.string(),
  country: z.string(),
  zipCode: z.string(),
})

/** `expires` is MM/YY; the token is opaque and of no use outside payment. */
const payment = z.object({
  token: z.string(),
  brand: z.string(),
  last4: z.string().length(4),
  expires: z.string(),
})

const statusFields = {
  orderId: id,
  /** Rises by one with each change of the order, so that a late event is known for one. */
  version: z.int().positive(),
  status: orderStatus,
  previousStatus: orderStatus.nullable(),
  buyer,
  occurredAt: z.iso.datetime(),
}

export const userCheckoutAccepted = event({
  type: 'UserCheckoutAcceptedIntegrationEvent',
  topic: 'order-checkouts',
  from: 'basket',
  hears: ['ordering', 'analytics'],
  data: z.object({
    orderId: id,
    requestId: z.string(),
    basketId: id,
    buyer,
    address,
    payment,
    priority: z.enum(['normal', 'express']),
    items: z.array(item),
    total: money,
  }),
  key: (data) => data.orderId,
  lanes: { ordering: ['express'] },
})

export const orderStarted = event({
  type: 'OrderStartedIntegrationEvent',
  topic: 'orders',
  from: 'ordering',
  hears: ['basket'],
  data: z.object({ orderId: id, basketId: id, buyerId: z.string() }),
  key: (data) => data.orderId,
})

export const orderSubmitted = event({
  type: 'OrderStatusChangedToSubmittedIntegrationEvent',
  topic: 'submitted-orders',
  from: 'ordering',
  hears: ['analytics', 'notifications'],
  data: z.object({ ...statusFields, items: z.array(item), total: money }),
  key: (data) => data.orderId,
})

export const gracePeriodConfirmed = event({
  type: 'GracePeriodConfirmedIntegrationEvent',
  topic: 'grace-period-confirmed',
  from: 'grace-period',
  hears: ['ordering'],
  data: z.object({ orderId: id }),
  key: (data) => data.orderId,
})

export const orderAwaitingValidation = event({
  type: 'OrderStatusChangedToAwaitingValidationIntegrationEvent',
  topic: 'orders-waiting-for-validation',
  from: 'ordering',
  hears: ['catalog', 'analytics', 'notifications'],
  data: z.object({ ...statusFields, items: z.array(item) }),
  key: (data) => data.orderId,
})

const stockAnswer = z.object({
  orderId: id,
  items: z.array(z.object({ productId: z.string(), hasStock: z.boolean() })),
})

export const orderStockConfirmed = event({
  type: 'OrderStockConfirmedIntegrationEvent',
  topic: 'order-stock-statuses',
  from: 'catalog',
  hears: ['ordering'],
  data: stockAnswer,
  key: (data) => data.orderId,
})

export const orderStockRejected = event({
  type: 'OrderStockRejectedIntegrationEvent',
  topic: 'order-stock-statuses',
  from: 'catalog',
  hears: ['ordering'],
  data: stockAnswer,
  key: (data) => data.orderId,
})

export const stockConfirmed = event({
  type: 'OrderStatusChangedToStockConfirmedIntegrationEvent',
  topic: 'stock-confirmed',
  from: 'ordering',
  hears: ['payment', 'analytics', 'notifications'],
  data: z.object({ ...statusFields, total: money, payment: z.object({ token: z.string() }) }),
  key: (data) => data.orderId,
})

const paymentAnswer = { orderId: id, amount: money }

export const orderPaymentSucceeded = event({
  type: 'OrderPaymentSucceededIntegrationEvent',
  topic: 'payment-status',
  from: 'payment',
  hears: ['ordering', 'analytics'],
  data: z.object(paymentAnswer),
  key: (data) => data.orderId,
})

export const orderPaymentFailed = event({
  type: 'OrderPaymentFailedIntegrationEvent',
  topic: 'payment-status',
  from: 'payment',
  hears: ['ordering', 'analytics'],
  data: z.object({ ...paymentAnswer, reason: z.string() }),
  key: (data) => data.orderId,
})

export const orderPaymentRefunded = event({
  type: 'OrderPaymentRefundedIntegrationEvent',
  topic: 'payment-status',
  from: 'payment',
  hears: ['ordering', 'analytics'],
  data: z.object(paymentAnswer),
  key: (data) => data.orderId,
})

export const orderPaid = event({
  type: 'OrderStatusChangedToPaidIntegrationEvent',
  topic: 'paid-orders',
  from: 'ordering',
  hears: ['catalog', 'analytics', 'notifications'],
  data: z.object({ ...statusFields, items: z.array(item), total: money }),
  key: (data) => data.orderId,
})

export const orderShipped = event({
  type: 'OrderStatusChangedToShippedIntegrationEvent',
  topic: 'shipped-orders',
  from: 'ordering',
  hears: ['analytics', 'notifications'],
  data: z.object(statusFields),
  key: (data) => data.orderId,
})

export const orderCancelled = event({
  type: 'OrderStatusChangedToCancelledIntegrationEvent',
  topic: 'cancelled-orders',
  from: 'ordering',
  hears: ['catalog', 'payment', 'analytics', 'notifications'],
  data: z.object({ ...statusFields, reason: z.string() }),
  key: (data) => data.orderId,
})

export const productPriceChanged = event({
  type: 'ProductPriceChangedIntegrationEvent',
  topic: 'product-price-changes',
  from: 'catalog',
  hears: ['basket'],
  data: z.object({
    productId: z.string(),
    version: z.int().positive(),
    oldPrice: money,
    newPrice: money,
  }),
  key: (data) => data.productId,
})

export const salesSummarized = event({
  type: 'SalesSummarizedIntegrationEvent',
  topic: 'sales-summaries',
  from: 'analytics',
  hears: [],
  data: z.object({
    window: z.object({ size: z.enum(['minute', 'hour', 'day']), start: z.iso.datetime() }),
    orders: z.int().min(0),
    income: money,
    topProducts: z.array(
      z.object({ productId: z.string(), name: z.string(), units: z.int(), orders: z.int() }),
    ),
  }),
  key: (data) => data.window.start,
})

/** Every contract; an event that is not here does not exist. */
export const contracts: readonly Contract[] = [
  userCheckoutAccepted,
  orderStarted,
  orderSubmitted,
  gracePeriodConfirmed,
  orderAwaitingValidation,
  orderStockConfirmed,
  orderStockRejected,
  stockConfirmed,
  orderPaymentSucceeded,
  orderPaymentFailed,
  orderPaymentRefunded,
  orderPaid,
  orderShipped,
  orderCancelled,
  productPriceChanged,
  salesSummarized,
]
