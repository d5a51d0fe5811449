import type { EventData, userCheckoutAccepted } from '@shop/kit/events.ts'
import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { JSONColumnType } from 'kysely'

/** The order as its event says it: whoever reads it back says or shows the very same. */
export type AcceptedOrder = EventData<typeof userCheckoutAccepted>

export type CheckoutsTable = {
  order_id: string
  basket_id: string
  user_id: string
  request_id: string
  /** Of what was asked, without anything secret of the card. */
  body_hash: string
  accepted: JSONColumnType<AcceptedOrder>
  accepted_at: Date
  confirmed_at: Date | null
  asked: number
  next_ask_at: Date | null
  stuck_at: Date | null
}

/** Order ids that will never be: their baskets have been thawed. */
export type AbandonedCheckoutsTable = { order_id: string; abandoned_at: Date }

export type PricesTable = {
  product_id: string
  version: number
  amount: number
  currency: string
  changed_at: Date
}

export type Tables = MessagingTables & {
  checkouts: CheckoutsTable
  abandoned_checkouts: AbandonedCheckoutsTable
  prices: PricesTable
}
