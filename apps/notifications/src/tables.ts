import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'

/** The counter of a buyer's updates; its row is the lock under which they are numbered. */
export type BuyersTable = { buyer_id: string; last_seq: number }

export type UpdatesTable = {
  buyer_id: string
  seq: number
  order_id: string
  version: number
  status: OrderStatus
  previous_status: OrderStatus | null
  description: string
  occurred_at: Date
  /** Since when a newer update of the same order is there. */
  superseded_at: Date | null
}

/** The latest that is known of each order. */
export type OrdersTable = {
  order_id: string
  buyer_id: string
  version: number
  status: OrderStatus
  /** Only where mail is sent, and until the order's last mail has been written. */
  email: string | null
  asked: number
  next_ask_at: Date | null
  stuck_at: Date | null
}

export type MailsTable = {
  order_id: string
  version: number
  status: OrderStatus
  description: string
  /** Forgotten once the mail is sent. */
  email: string | null
  written_at: Date
  attempts: number
  /** When a worker may take it: now, after a failure later, and later too while one has it. */
  next_try_at: Date | null
  sent_at: Date | null
  failed_at: Date | null
  last_error: string | null
}

export type Tables = MessagingTables & {
  buyers: BuyersTable
  updates: UpdatesTable
  orders: OrdersTable
  mails: MailsTable
}
