import { inTransaction } from '@shop/kit/db.ts'
import { failpoint } from '@shop/kit/failpoint.ts'
import { claimCharge, claimsEndBefore, decide, type Payment } from './payment.ts'
import { isOwnMethod } from './payment-methods.ts'
import { nextToCharge } from './payment-queue.ts'
import { lockPayment, savePayment } from './payment-store.ts'
import type { ChargeAnswer, Provider } from './provider.ts'
import { sayDecision } from './say-decision.ts'
import type { PaymentService } from './service.ts'

/**
 * Charges the payment that has waited longest; false if none does. A worker may die anywhere in
 * here: its claim is taken over, and the provider gives the next one the same answer.
 */
export async function chargeNext(
  service: PaymentService,
  provider: Provider,
  onClaimed = () => {},
): Promise<boolean> {
  const claimed = await claimNext(service)
  if (!claimed) return false
  onClaimed()
  failpoint('charge.claimed')
  const answer = await chargeOf(service, provider, claimed)
  failpoint('charge.answered')
  await settle(service, claimed.orderId, answer)
  return true
}

const claimNext = ({ db, now }: PaymentService) =>
  inTransaction(db, async (tx) => {
    const time = now()
    const next = await nextToCharge(tx, claimsEndBefore(time))
    const claimed = next && claimCharge(next, time)
    if (claimed) await savePayment(tx, claimed, time)
    return claimed
  })

async function chargeOf(
  { db }: PaymentService,
  provider: Provider,
  { orderId, buyerId, request }: Payment,
): Promise<ChargeAnswer> {
  // A token is of use to its owner only, wherever it was read.
  if (!request || !(await isOwnMethod(db, request.token, buyerId))) {
    return { outcome: 'declined', reason: 'The payment method is not known' }
  }
  return provider.charge({ key: orderId, ...request })
}

const settle = ({ db, now, config }: PaymentService, orderId: string, answer: ChargeAnswer) =>
  inTransaction(db, async (tx) => {
    const payment = await lockPayment(tx, orderId)
    const decided = payment && decide(payment, answer, now(), config.ASK_AGAIN_AFTER)
    if (!decided) return
    await savePayment(tx, decided, now())
    await sayDecision(tx, decided)
  })
