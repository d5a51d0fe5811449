import { Refusal } from '@shop/kit/problem.ts'
import type { Handler } from '../call.ts'
import { discard, relay } from '../relay.ts'
import type { GatewayService } from '../service.ts'
import { orderOrCheckout } from './order-or-checkout.ts'

/** Cancels an order; an accepted checkout that ordering hasn't heard of yet has to wait for that. */
export const cancelOrder =
  (service: GatewayService): Handler =>
  async (asked, res) => {
    const { from, answer } = await orderOrCheckout(service, asked)
    if (from === 'ordering') return relay(asked, answer, res)
    discard(answer)
    throw new Refusal(409, 'The order has been accepted, and has not been started yet', {
      code: 'order-not-started',
      headers: { 'retry-after': '1' },
    })
  }
