import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import type { Generated } from 'kysely'

/** Each event once, as the fact that it tells; what all the rest can be made of again. */
export type EventsTable = {
  event_id: string
  order_id: string
  type: string
  /** JSON, parsed again by its schema as it is read. */
  fact: unknown
  heard_at: Date
}

/** What the events of an order tell, put together. */
export type OrdersTable = {
  order_id: string
  buyer_id: string | null
  buyer_name: string | null
  has_lines: boolean
  total: number | null
  version: number
  status: OrderStatus | null
  checked_out_at: Date | null
  submitted_at: Date | null
  awaiting_validation_at: Date | null
  stock_confirmed_at: Date | null
  paid_at: Date | null
  shipped_at: Date | null
  cancelled_at: Date | null
  cancelled_from: OrderStatus | null
  answered_paid_at: Date | null
  payment_succeeded_at: Date | null
  payment_failed_at: Date | null
  payment_refunded_at: Date | null
  /** These three follow from the others: what is asked for is found by them. */
  placed_at: Date | null
  sold_at: Date | null
  latest_at: Date | null
  asked: number
  next_ask_at: Date | null
  stuck_at: Date | null
  /** Some of its events are forgotten: it can't be made of them again. */
  is_partial: Generated<boolean>
}

export type OrderLinesTable = {
  order_id: string
  product_id: string
  name: string
  brand_id: string
  brand: string
  category_id: string
  category: string
  units: number
  amount: number
  /** The order's. */
  sold_at: Date | null
}

/** A minute whose sales have changed, to be summarized once it is over; as often as they did. */
export type ChangedMinutesTable = { minute: Date }

/** What was said of a minute last, as JSON. */
export type SummariesTable = { minute: Date; said: unknown; said_at: Date; times: number }

export type Tables = MessagingTables & {
  events: EventsTable
  orders: OrdersTable
  order_lines: OrderLinesTable
  changed_minutes: ChangedMinutesTable
  summaries: SummariesTable
}
