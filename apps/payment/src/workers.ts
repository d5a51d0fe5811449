import type { Loop } from '@shop/kit/loops.ts'
import { askOrdering } from './ask-ordering.ts'
import { chargeNext } from './charge-next.ts'
import type { Provider } from './provider.ts'
import { refundPayments } from './refund-payments.ts'
import type { PaymentService } from './service.ts'

/** Work that others left behind is looked for this often; the own one wakes its worker. */
const lookAround = 2_000

/** The background work of payment: charging (several at a time), refunding, asking ordering. */
export function startWorkers(service: PaymentService, provider: Provider) {
  const { ASK_AGAIN_AFTER } = service.config

  const refund = service.every('refund', lookAround, () => refundPayments(service, provider))

  // It may have been cancelled meanwhile.
  const charge = startCharging(service, provider, () => refund.wake())

  service.every('ask-ordering', Math.min(ASK_AGAIN_AFTER / 4, 5_000), async () => {
    if (await askOrdering(service)) refund.wake()
  })

  return { refund: () => refund.wake(), charge }
}

/**
 * Several workers, each with one charge at a time. One that is free is woken and, when it has found
 * something, wakes the next: waking all would cost each request as many looks as there are workers.
 * Gives what wakes one.
 */
function startCharging(service: PaymentService, provider: Provider, onCharged: () => void) {
  const workers: Loop[] = []
  const busy = new Set<Loop>()
  const wakeOne = () => workers.find((worker) => !busy.has(worker))?.wake()
  for (let number = 1; number <= service.config.PAYMENT_CONCURRENCY; number += 1) {
    const worker = service.every(`charge-${number}`, lookAround, async () => {
      const claimed = () => {
        busy.add(worker)
        wakeOne()
      }
      const found = await chargeNext(service, provider, claimed).finally(() => busy.delete(worker))
      if (!found) return
      // More may have come while all were busy.
      worker.wake()
      onCharged()
    })
    workers.push(worker)
  }
  return wakeOne
}
