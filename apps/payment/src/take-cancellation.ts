import type { EventData, orderCancelled } from '@shop/kit/events.ts'
import type { Transaction } from 'kysely'
import { cancelPayment } from './payment.ts'
import { putPayment } from './payment-store.ts'
import type { Tables } from './tables.ts'

/** Voids the payment of a cancelled order, or sends it on its way back. */
export async function takeCancellation(
  tx: Transaction<Tables>,
  data: EventData<typeof orderCancelled>,
  now: Date,
) {
  const order = { orderId: data.orderId, buyerId: data.buyer.id, orderVersion: data.version }
  await putPayment(tx, data.orderId, (known) => cancelPayment(known, order), now)
}
