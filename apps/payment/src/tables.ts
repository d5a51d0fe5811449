import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { TaskTables } from '@shop/kit/task-execution.ts'
import type { DemoOutcome } from './demo-cards.ts'
import type { PaymentStatus } from './payment.ts'

export type PaymentsTable = {
  order_id: string
  buyer_id: string
  status: PaymentStatus
  amount: number | null
  currency: string | null
  token: string | null
  cancelled: boolean
  reason: string | null
  order_version: number
  claimed_at: Date | null
  asked: number
  next_ask_at: Date | null
  settled_at: Date | null
  stuck_at: Date | null
  created_at: Date
  changed_at: Date
}

/** What is kept of a card: enough to show it to its owner, nothing to pay with elsewhere. */
export type PaymentMethodsTable = {
  token: string
  owner_id: string
  brand: string
  last4: string
  expires: string
  created_at: Date
}

/** The demo provider's own records; a real provider has them on its side. */
export type DemoProviderTables = {
  demo_provider_tokens: { token: string; outcome: DemoOutcome; created_at: Date }
  demo_provider_charges: {
    key: string
    token: string
    amount: number
    currency: string
    reason: string | null
    charged_at: Date
    refunded_at: Date | null
  }
}

export type Tables = MessagingTables &
  TaskTables &
  DemoProviderTables & {
    payments: PaymentsTable
    payment_methods: PaymentMethodsTable
  }
