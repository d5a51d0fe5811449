import fc from 'fast-check'
import { hearOrder } from '../src/order-answer.ts'
import {
  cancelPayment,
  claimCharge,
  claimRefund,
  decide,
  type Payment,
  type PaymentStatus,
  refunded,
  requestPayment,
} from '../src/payment.ts'

const order = { orderId: 'o1', buyerId: 'alice', orderVersion: 3 }
const request = { ...order, amount: { amount: 100, currency: 'EUR' }, token: 'pm_1' }
const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000)
const minute = 60_000
const yes = { outcome: 'captured' } as const
const no = { outcome: 'declined', reason: 'The card was declined' } as const

const requested = requestPayment(undefined, request)
const charging = claimCharge(requested, at(0)) as Payment
const captured = decide(charging, yes, at(1), minute) as Payment
const failed = decide(charging, no, at(1), minute) as Payment
const refunding = cancelPayment(captured, order)

test('a request is charged and captured', () => {
  expect(requested.status).toBe('requested')
  expect(charging).toMatchObject({ status: 'charging', claimedAt: at(0) })
  expect(captured).toMatchObject({ status: 'captured', claimedAt: undefined })
})

test('a decline fails it with its reason', () => {
  expect(failed).toMatchObject({ status: 'failed', reason: 'The card was declined' })
})

test('a repeated request changes nothing but the version that is known of the order', () => {
  expect(requestPayment(captured, { ...request, orderVersion: 9, token: 'pm_2' })).toEqual({
    ...captured,
    orderVersion: 9,
  })
})

test('a cancellation before the request leaves a voided payment, which no request revives', () => {
  const voided = cancelPayment(undefined, order)
  expect(voided.status).toBe('voided')
  expect(requestPayment(voided, request).status).toBe('voided')
  expect(claimCharge(voided, at(0))).toBeUndefined()
})

test('a cancelled request is voided and never charged', () => {
  const voided = cancelPayment(requested, order)
  expect(voided.status).toBe('voided')
  expect(claimCharge(voided, at(0))).toBeUndefined()
})

test('a cancellation while it is charged sends the capture on to its refund', () => {
  const marked = cancelPayment(charging, order)
  expect(marked.status).toBe('charging')
  expect(decide(marked, yes, at(1), minute)?.status).toBe('refunding')
  expect(decide(marked, no, at(1), minute)?.status).toBe('failed')
})

test('a captured payment of a cancelled order is refunded once', () => {
  expect(refunding.status).toBe('refunding')
  const claimed = claimRefund(refunding, at(2)) as Payment
  expect(claimRefund(claimed, at(3))).toBeUndefined()
  const back = refunded(claimed) as Payment
  expect(back.status).toBe('refunded')
  expect(refunded(back)).toBeUndefined()
  expect(cancelPayment(back, order).status).toBe('refunded')
})

test('a claim is respected for 30 seconds and then taken over', () => {
  expect(claimCharge(charging, at(30))).toBeUndefined()
  expect(claimCharge(charging, at(31))).toMatchObject({ status: 'charging', claimedAt: at(31) })
})

test('the answer that comes second changes nothing', () => {
  expect(decide(captured, yes, at(2), minute)).toBeUndefined()
  expect(decide(failed, yes, at(2), minute)).toBeUndefined()
})

test('a capture asks about its order after a minute, then after two, and is stuck after eight', () => {
  expect(captured.nextAskAt).toEqual(at(61))
  let payment = hearOrder(captured, undefined, at(61), minute) as Payment
  expect(payment.nextAskAt).toEqual(at(61 + 120))
  for (let asked = 1; asked < 8; asked += 1) {
    expect(payment.stuckAt).toBeUndefined()
    payment = hearOrder(payment, undefined, at(100), minute) as Payment
  }
  expect(payment).toMatchObject({ asked: 8, stuckAt: at(100), nextAskAt: undefined })
})

test('a paid order settles its capture, a cancelled one takes it back, an older answer does neither', () => {
  const hear = (status: 'Paid' | 'Shipped' | 'Cancelled' | 'StockConfirmed', version: number) =>
    hearOrder(captured, { status, version }, at(70), minute)
  expect(hear('Paid', 4)).toMatchObject({ settledAt: at(70), nextAskAt: undefined })
  expect(hear('Shipped', 5)).toMatchObject({ settledAt: at(70) })
  expect(hear('Cancelled', 4)).toMatchObject({ status: 'refunding' })
  expect(hear('StockConfirmed', 3)).toMatchObject({ status: 'captured', asked: 1 })
  expect(hear('Cancelled', 2)).toMatchObject({ status: 'captured', asked: 1 })
})

const paths: Record<PaymentStatus, readonly PaymentStatus[]> = {
  requested: ['requested', 'charging', 'voided'],
  charging: ['charging', 'captured', 'failed', 'refunding'],
  captured: ['captured', 'refunding'],
  failed: ['failed'],
  refunding: ['refunding', 'refunded'],
  refunded: ['refunded'],
  voided: ['voided'],
}

type Step = (payment: Payment | undefined, now: Date) => Payment | undefined
const when =
  (step: (payment: Payment, now: Date) => Payment | undefined): Step =>
  (payment, now) =>
    payment && (step(payment, now) ?? payment)
const steps: Record<string, Step> = {
  request: (payment) => requestPayment(payment, request),
  cancel: (payment) => cancelPayment(payment, order),
  claim: when(claimCharge),
  capture: when((payment, now) => decide(payment, yes, now, minute)),
  decline: when((payment, now) => decide(payment, no, now, minute)),
  claimRefund: when(claimRefund),
  refund: when(refunded),
  hearCancelled: when((payment, now) =>
    hearOrder(payment, { status: 'Cancelled', version: 4 }, now, minute),
  ),
  hearNothing: when((payment, now) => hearOrder(payment, undefined, now, minute)),
}

test('any sequence of steps, repeated and reordered, stays on the legal paths', () => {
  const names = fc.array(fc.constantFrom(...Object.keys(steps)), { maxLength: 40 })
  fc.assert(
    fc.property(names, fc.array(fc.nat(40), { minLength: 40, maxLength: 40 }), (plan, waits) => {
      let payment: Payment | undefined
      let second = 0
      let cancelled = false
      for (const [index, name] of plan.entries()) {
        second += waits[index] ?? 0
        const next = steps[name]?.(payment, at(second))
        cancelled ||= name === 'cancel'
        if (payment && next) expect(paths[payment.status]).toContain(next.status)
        payment = next
        if (cancelled) expect(payment?.status).not.toBe('captured')
      }
    }),
    { numRuns: 2_000 },
  )
})
