import type { Handler } from '../call.ts'
import { relay } from '../relay.ts'
import type { GatewayService } from '../service.ts'
import { orderOrCheckout } from './order-or-checkout.ts'

/** An order; until ordering has heard of it, the accepted checkout that basket holds. */
export const readOrder =
  (service: GatewayService): Handler =>
  async (asked, res) => {
    const { answer } = await orderOrCheckout(service, asked)
    await relay(asked, answer, res)
  }
