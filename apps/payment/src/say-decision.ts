import {
  orderPaymentFailed,
  orderPaymentRefunded,
  orderPaymentSucceeded,
} from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import type { Transaction } from 'kysely'
import type { Payment } from './payment.ts'
import type { Tables } from './tables.ts'

/** Says what a payment has come to; nothing while it is open, or where it was voided. */
export async function sayDecision(tx: Transaction<Tables>, payment: Payment) {
  const { orderId, status, request, reason = 'The card was declined' } = payment
  if (!request) return
  const answer = { orderId, amount: request.amount }
  switch (status) {
    case 'captured':
    // The money has come in and is on its way back: both are said, one after the other.
    case 'refunding':
      await say(tx, orderPaymentSucceeded, answer)
      break
    case 'failed':
      await say(tx, orderPaymentFailed, { ...answer, reason })
      break
    case 'refunded':
      await say(tx, orderPaymentRefunded, answer)
      break
    case 'requested':
    case 'charging':
    case 'voided':
      break
    default:
      status satisfies never
  }
}
