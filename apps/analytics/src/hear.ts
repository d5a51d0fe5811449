import type { Contract, EventData } from '@shop/kit/contract.ts'
import {
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderPaymentFailed,
  orderPaymentRefunded,
  orderPaymentSucceeded,
  orderShipped,
  orderSubmitted,
  stockConfirmed,
  userCheckoutAccepted,
} from '@shop/kit/events.ts'
import { type Handler, on } from '@shop/kit/subscriptions.ts'
import type { Fact, PaymentOutcome } from './fact.ts'
import { checkoutFact, paymentFact, type StatusEvent, statusFact } from './facts.ts'
import type { AnalyticsService } from './service.ts'
import type { Tables } from './tables.ts'
import { takeFact } from './take-fact.ts'

const statuses = [
  orderSubmitted,
  orderAwaitingValidation,
  stockConfirmed,
  orderPaid,
  orderShipped,
  orderCancelled,
] as const

const payments = [
  [orderPaymentSucceeded, 'succeeded'],
  [orderPaymentFailed, 'failed'],
  [orderPaymentRefunded, 'refunded'],
] as const satisfies readonly (readonly [Contract, PaymentOutcome])[]

/** All that analytics hears; `onTaken` is told of each event that was not known, once committed. */
export function handlers(service: AnalyticsService, onTaken: () => void): Handler<Tables>[] {
  const currency = service.config.SHOP_CURRENCY
  const hear = <C extends Contract>(
    contract: C,
    factOf: (data: EventData<C>, time: Date) => Fact,
  ): Handler<Tables> =>
    thenTell(
      onTaken,
      on<C, Tables>(contract, ({ id, type, data, time = service.now() }, tx) =>
        takeFact(tx, service, { id, type, fact: factOf(data, time) }),
      ),
    )
  return [
    hear(userCheckoutAccepted, (data, time) => checkoutFact(data, time, currency)),
    ...statuses.map((contract) =>
      hear<Contract<StatusEvent>>(contract, (data) => statusFact(data, currency)),
    ),
    ...payments.map(([contract, outcome]) =>
      hear(contract, (data, time) => paymentFact(data, outcome, time, currency)),
    ),
  ]
}

/** Whoever looks at the models is not to look before the commit. */
const thenTell = (tell: () => void, handler: Handler<Tables>): Handler<Tables> => ({
  ...handler,
  handle: async (...given) => {
    const first = await handler.handle(...given)
    if (first) tell()
    return first
  },
})
