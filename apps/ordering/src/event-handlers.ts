import {
  gracePeriodConfirmed,
  orderPaymentFailed,
  orderPaymentRefunded,
  orderPaymentSucceeded,
  orderStockConfirmed,
  orderStockRejected,
  userCheckoutAccepted,
} from '@shop/kit/events.ts'
import { type Handler, on, type ShopEvent } from '@shop/kit/subscriptions.ts'
import type { Transaction } from 'kysely'
import { changeOrder } from './change-order.ts'
import {
  type Checkout,
  confirmGracePeriod,
  confirmPayment,
  confirmStock,
  declinePayment,
  type Order,
  recordRefund,
  rejectStock,
} from './order.ts'
import { placeOrder } from './place-order.ts'
import type { OrderingService } from './service.ts'
import type { Tables } from './tables.ts'

type Tx = Transaction<Tables>

/** Checkouts become orders; those of express orders have a listener of their own. */
export function checkoutHandlers({ now }: OrderingService) {
  const place = ({ data }: ShopEvent<Checkout>, tx: Tx) => placeOrder(tx, data, now())
  return {
    normal: on(userCheckoutAccepted, place),
    express: on(userCheckoutAccepted, place, 'express'),
  }
}

/** What other services answer takes an order a step further. */
export function answerHandlers(service: OrderingService): readonly Handler<Tables>[] {
  const change = (
    tx: Tx,
    { orderId }: { readonly orderId: string },
    transition: (order: Order, at: Date) => Order | undefined,
  ) => changeOrder(service, tx, orderId, transition)

  return [
    on(gracePeriodConfirmed, ({ data }, tx) => change(tx, data, confirmGracePeriod)),
    on(orderStockConfirmed, ({ data }, tx) => change(tx, data, confirmStock)),
    on(orderStockRejected, ({ data }, tx) => {
      const missing = data.items.filter((item) => !item.hasStock).map((item) => item.productId)
      return change(tx, data, (order, at) => rejectStock(order, missing, at))
    }),
    on(orderPaymentSucceeded, ({ data }, tx) => change(tx, data, confirmPayment)),
    on(orderPaymentFailed, ({ data }, tx) =>
      change(tx, data, (order, at) => declinePayment(order, at, data.reason)),
    ),
    on(orderPaymentRefunded, ({ data }, tx) => change(tx, data, recordRefund)),
  ]
}
