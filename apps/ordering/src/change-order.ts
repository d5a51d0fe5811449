import type { Transaction } from 'kysely'
import { askingIn } from './asking.ts'
import type { Order } from './order.ts'
import { lockOrder, saveOrder } from './order-store.ts'
import { sayStatus } from './say-order.ts'
import type { OrderingService } from './service.ts'
import type { Tables } from './tables.ts'

type Transition = (order: Order, now: Date) => Order | undefined

/** Takes an order through a transition that the shop itself causes; a no-op where it doesn't fit. */
export async function changeOrder(
  service: Pick<OrderingService, 'config' | 'log' | 'now'>,
  tx: Transaction<Tables>,
  orderId: string,
  transition: Transition,
) {
  const order = await lockOrder(tx, orderId)
  const next = order && transition(order, service.now())
  if (next) await saveAndSay(service, tx, order, next)
  else service.log.info({ orderId, status: order?.status }, 'does not fit the order: no change')
}

/** Saves a changed order and says its new status, if that is what has changed. */
export async function saveAndSay(
  { config, now }: Pick<OrderingService, 'config' | 'now'>,
  tx: Transaction<Tables>,
  known: Order,
  next: Order,
) {
  if (next.version === known.version) return saveOrder(tx, known, next)
  const asking = askingIn(next.status, now(), config.ASK_AGAIN_AFTER)
  await saveOrder(tx, known, { ...next, asking })
  await sayStatus(tx, next)
}
