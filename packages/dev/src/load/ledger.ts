import type { Money } from '@shop/kit/money.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import type { PlannedOrder } from './plan.ts'

/** An order that was placed: what was asked for, and what it came to. */
export type Placed = {
  readonly planned: PlannedOrder
  readonly buyer: string
  readonly orderId: string
  readonly requestId: string
  readonly total: Money
  /** When the checkout was sent, and how long its answer took, in ms. */
  readonly sentAt: number
  readonly checkoutMs: number
}

export type Settled = Placed & {
  /** What its buyer's cancellation was answered. */
  readonly cancelled: 'not asked for' | 'accepted' | 'too late'
  /** Undefined where it has not come to an end in time. */
  readonly end: End | undefined
}

export type End = {
  readonly status: OrderStatus
  readonly description: string
  readonly lines: PlannedOrder['lines']
  readonly total: Money
  /** When it came to its end, by ordering's clock. */
  readonly at: number
}
