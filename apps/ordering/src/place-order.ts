import type { Transaction } from 'kysely'
import { type Checkout, submit } from './order.ts'
import { insertOrder, lockOrder } from './order-store.ts'
import { sayStarted, sayStatus } from './say-order.ts'
import type { Tables } from './tables.ts'

/** Makes the order of an accepted checkout; a known one is only said to have started, again. */
export async function placeOrder(
  tx: Transaction<Tables>,
  checkout: Checkout,
  now: Date,
): Promise<void> {
  const known = await lockOrder(tx, checkout.orderId)
  if (known) {
    await sayStarted(tx, known)
    return
  }
  const order = submit(checkout, now)
  // Another may have made it a moment ago.
  if (!(await insertOrder(tx, order))) return placeOrder(tx, checkout, now)
  await sayStarted(tx, order)
  await sayStatus(tx, order)
}
