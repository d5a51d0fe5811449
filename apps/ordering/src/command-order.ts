import type * as api from '@shop/kit/api.ts'
import type { User } from '@shop/kit/auth.ts'
import { notFound } from '@shop/kit/problem.ts'
import { answerOnce } from './answer-once.ts'
import { saveAndSay } from './change-order.ts'
import { maySee } from './may-see.ts'
import { cancel, type Order, ship } from './order.ts'
import { lockOrder } from './order-store.ts'
import { toView } from './order-view.ts'
import type { OrderingService } from './service.ts'

type Given = { readonly user: User; readonly orderId: string; readonly requestId: string }

/** Cancels an order for its buyer or an administrator, unless it is paid for. */
export const cancelOrder = (service: OrderingService, given: Given, reason: string) =>
  command(service, given, {
    verb: 'cancel',
    body: reason,
    transition: (order) => cancel(order, given.user.id, reason, service.now()),
    code: 'order-cannot-be-cancelled',
  })

/** Ships a paid order for an administrator. */
export const shipOrder = (service: OrderingService, given: Given) =>
  command(service, given, {
    verb: 'ship',
    body: '',
    transition: (order) => ship(order, given.user.id, service.now()),
    code: 'order-cannot-be-shipped',
  })

type Kind = {
  readonly verb: 'cancel' | 'ship'
  readonly body: string
  readonly transition: (order: Order) => Order | undefined
  readonly code: string
}

function command(
  service: OrderingService,
  { user, orderId, requestId }: Given,
  { verb, body, transition, code }: Kind,
): Promise<api.Order> {
  const text = `${verb} ${orderId.toLowerCase()} ${body}`
  return answerOnce(service, { userId: user.id, requestId, text }, async (tx) => {
    const order = await lockOrder(tx, orderId)
    if (!order || !maySee(service, user, order)) throw notFound('The order')
    const next = transition(order)
    if (!next) {
      const detail = `An order that is ${inWords[order.status]} can not be ${done[verb]}`
      return { refused: { code, detail } }
    }
    await saveAndSay(service, tx, order, next)
    return { order: toView(next) }
  })
}

const done = { cancel: 'cancelled', ship: 'shipped' } as const

const inWords: Readonly<Record<Order['status'], string>> = {
  Submitted: 'submitted',
  AwaitingValidation: 'waiting for its stock',
  StockConfirmed: 'waiting for its payment',
  Paid: 'paid',
  Shipped: 'shipped',
  Cancelled: 'cancelled',
}
