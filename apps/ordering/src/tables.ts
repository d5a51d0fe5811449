import type { EventItem } from '@shop/kit/events.ts'
import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import type { TaskTables } from '@shop/kit/task-execution.ts'
import type { ColumnType } from 'kysely'
import type { CommandAnswer } from './command.ts'
import type { Order } from './order.ts'

type Json<T> = ColumnType<T, string, string>

export type OrdersTable = {
  order_id: string
  basket_id: string
  request_id: string
  buyer_id: string
  payment_method_id: string
  /** Of this checkout: it pays for this order and is of no use elsewhere. */
  payment_token: string
  priority: Order['priority']
  address: Json<Order['address']>
  items: Json<readonly EventItem[]>
  total: number
  currency: string
  placed_at: Date
  status: OrderStatus
  version: number
  description: string
  changed_at: Date
  refunded_at: Date | null
  asked: number
  next_ask_at: Date | null
  stuck_at: Date | null
}

export type OrderHistoryTable = {
  order_id: string
  position: number
  status: OrderStatus
  at: Date
  /** `system`, or the user's id. */
  actor: string
  reason: string
}

export type BuyersTable = {
  /** The user's id. */
  id: string
  name: string
  email: string
  created_at: Date
}

export type PaymentMethodsTable = {
  id: string
  buyer_id: string
  brand: string
  last4: string
  expires: string
  created_at: Date
  last_used_at: Date
}

/** Commands that people gave, by their request ids. */
export type CommandsTable = {
  user_id: string
  request_id: string
  command: string
  answer: ColumnType<CommandAnswer | null, string | null, string>
  given_at: Date
}

export type Tables = MessagingTables &
  TaskTables & {
    orders: OrdersTable
    order_history: OrderHistoryTable
    buyers: BuyersTable
    payment_methods: PaymentMethodsTable
    commands: CommandsTable
  }
