import { askOrdering } from './ask-ordering.ts'
import { chargeNext } from './charge-next.ts'
import type { Provider } from './provider.ts'
import { refundPayments } from './refund-payments.ts'
import type { PaymentService } from './service.ts'

/** Work that others left behind is looked for this often; the own one wakes its worker. */
const lookAround = 2_000

/** The background work of payment: charging (several at a time), refunding, asking ordering. */
export function startWorkers(service: PaymentService, provider: Provider) {
  const { PAYMENT_CONCURRENCY, ASK_AGAIN_AFTER } = service.config

  const refund = service.every('refund', lookAround, () => refundPayments(service, provider))

  const lanes = Array.from({ length: PAYMENT_CONCURRENCY }, (_, index) => {
    const lane = service.every(`charge-${index + 1}`, lookAround, async () => {
      if (!(await chargeNext(service, provider))) return
      lane.wake()
      // It may have been cancelled meanwhile.
      refund.wake()
    })
    return lane
  })

  service.every('ask-ordering', Math.min(ASK_AGAIN_AFTER / 4, 5_000), async () => {
    if (await askOrdering(service)) refund.wake()
  })

  return {
    refund: () => refund.wake(),
    charge: () => {
      for (const lane of lanes) lane.wake()
    },
  }
}
