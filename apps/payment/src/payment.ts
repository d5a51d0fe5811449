import { nextAsk } from '@shop/kit/asking.ts'
import type { Money } from '@shop/kit/money.ts'
import type { ChargeAnswer } from './provider.ts'

// requested → charging → captured | failed; captured → refunding → refunded; voided.

export type PaymentStatus =
  | 'requested'
  | 'charging'
  | 'captured'
  | 'failed'
  | 'refunding'
  | 'refunded'
  | 'voided'

/** What an order asks of payment. */
export type PaymentRequest = {
  readonly orderId: string
  readonly buyerId: string
  readonly orderVersion: number
  readonly amount: Money
  readonly token: string
}

export type Payment = {
  readonly orderId: string
  readonly buyerId: string
  readonly status: PaymentStatus
  /** Absent where the cancellation came before any request. */
  readonly request: Pick<PaymentRequest, 'amount' | 'token'> | undefined
  /** The order was cancelled while it was being charged. */
  readonly cancelled: boolean
  readonly reason: string | undefined
  /** The highest version of the order that was heard of. */
  readonly orderVersion: number
  /** Since when a worker has it. */
  readonly claimedAt: Date | undefined
  readonly asked: number
  /** When to ask ordering what became of the order; only a capture has it. */
  readonly nextAskAt: Date | undefined
  /** Known to belong to an order that is paid for good. */
  readonly settledAt: Date | undefined
  /** Asked about as often as is allowed, without a final answer. */
  readonly stuckAt: Date | undefined
}

/** A claim that is older belongs to a worker that died. */
const claimLasts = 30_000

const blank = {
  request: undefined,
  cancelled: false,
  reason: undefined,
  claimedAt: undefined,
  asked: 0,
  nextAskAt: undefined,
  settledAt: undefined,
  stuckAt: undefined,
} as const

/** Remembers the highest version of the order that was heard of. */
export const raise = (payment: Payment, version: number): Payment =>
  version > payment.orderVersion ? { ...payment, orderVersion: version } : payment

/** The first request makes the payment; a repeated one changes nothing, not even after a cancel. */
export function requestPayment(known: Payment | undefined, request: PaymentRequest): Payment {
  if (known) return raise(known, request.orderVersion)
  const { orderId, buyerId, orderVersion, amount, token } = request
  return {
    ...blank,
    orderId,
    buyerId,
    orderVersion,
    request: { amount, token },
    status: 'requested',
  }
}

type Cancellation = Pick<PaymentRequest, 'orderId' | 'buyerId' | 'orderVersion'>

/** A cancelled order is never charged, and what was captured for it goes back. */
export function cancelPayment(known: Payment | undefined, order: Cancellation): Payment {
  if (!known) return { ...blank, ...order, status: 'voided' }
  const payment = raise(known, order.orderVersion)
  switch (payment.status) {
    case 'requested':
      return { ...payment, status: 'voided' }
    case 'charging':
      return { ...payment, cancelled: true }
    case 'captured':
      return toRefunding(payment)
    case 'failed':
    case 'refunding':
    case 'refunded':
    case 'voided':
      return payment
  }
}

/** What was captured is to be given back. */
export const toRefunding = (payment: Payment): Payment => ({
  ...payment,
  status: 'refunding',
  claimedAt: undefined,
  nextAskAt: undefined,
  stuckAt: undefined,
})

const isFree = ({ claimedAt }: Payment, now: Date) =>
  !claimedAt || now.getTime() - claimedAt.getTime() > claimLasts

/** The moment before which a claim is too old to count. */
export const claimsEndBefore = (now: Date): Date => new Date(now.getTime() - claimLasts)

/** A worker takes it to charge it; undefined if there is nothing to charge or another has it. */
export function claimCharge(payment: Payment, now: Date): Payment | undefined {
  const due = payment.status === 'requested' || payment.status === 'charging'
  return due && isFree(payment, now)
    ? { ...payment, status: 'charging', claimedAt: now }
    : undefined
}

/** A worker takes it to give it back. */
export function claimRefund(payment: Payment, now: Date): Payment | undefined {
  const due = payment.status === 'refunding' && isFree(payment, now)
  return due ? { ...payment, claimedAt: now } : undefined
}

/** The provider's answer; undefined where another worker has brought it already. */
export function decide(
  payment: Payment,
  answer: ChargeAnswer,
  now: Date,
  askAfter: number,
): Payment | undefined {
  if (payment.status !== 'charging') return undefined
  const free = { ...payment, claimedAt: undefined }
  if (answer.outcome === 'declined') return { ...free, status: 'failed', reason: answer.reason }
  const nextAskAt = new Date(now.getTime() + (nextAsk(0, askAfter) ?? 0))
  return payment.cancelled ? toRefunding(free) : { ...free, status: 'captured', nextAskAt }
}

/** The provider has given the money back. */
export const refunded = (payment: Payment): Payment | undefined =>
  payment.status === 'refunding'
    ? { ...payment, status: 'refunded', claimedAt: undefined }
    : undefined
