import type { EventData, orderCancelled } from '@shop/kit/events.ts'
import type { Transaction } from 'kysely'
import { orderFrom } from './order-from.ts'
import { cancelOrder } from './reservation.ts'
import { putReservation } from './reservation-store.ts'
import type { Tables } from './tables.ts'

/** Gives back what a cancelled order had reserved. */
export async function releaseStock(
  tx: Transaction<Tables>,
  data: EventData<typeof orderCancelled>,
  now: Date,
) {
  const order = orderFrom(data)
  await putReservation(tx, order, (known) => cancelOrder(known, order), now)
}
