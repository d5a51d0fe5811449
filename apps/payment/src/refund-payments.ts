import { inTransaction } from '@shop/kit/db.ts'
import { failpoint } from '@shop/kit/failpoint.ts'
import { recordRun } from '@shop/kit/task-execution.ts'
import { claimRefund, claimsEndBefore, refunded } from './payment.ts'
import { hasRefunds, nextToRefund } from './payment-queue.ts'
import { lockPayment, savePayment } from './payment-store.ts'
import type { Provider } from './provider.ts'
import { sayDecision } from './say-decision.ts'
import type { PaymentService } from './service.ts'

/** The task that gives money back: it acts, and leaves a record, only when there is some to give. */
export async function refundPayments(service: PaymentService, provider: Provider) {
  const { db, now } = service
  if (!(await hasRefunds(db, claimsEndBefore(now())))) return
  await recordRun(db, 'refund', now, async () => {
    let count = 0
    while (await refundNext(service, provider)) count += 1
    return { refunded: count }
  })
}

async function refundNext({ db, now }: PaymentService, provider: Provider): Promise<boolean> {
  const claimed = await inTransaction(db, async (tx) => {
    const next = await nextToRefund(tx, claimsEndBefore(now()))
    const payment = next && claimRefund(next, now())
    if (payment) await savePayment(tx, payment, now())
    return payment
  })
  if (!claimed) return false
  failpoint('refund.claimed')
  await provider.refund(claimed.orderId)
  await inTransaction(db, async (tx) => {
    const known = await lockPayment(tx, claimed.orderId)
    const payment = known && refunded(known)
    if (!payment) return
    await savePayment(tx, payment, now())
    await sayDecision(tx, payment)
  })
  return true
}
