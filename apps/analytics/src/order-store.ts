import { type Asking, notAsking } from '@shop/kit/asking.ts'
import type { Kysely, Transaction } from 'kysely'
import { type Order, unknownOrder } from './order.ts'
import { askingRow, type KnownOrder, toKnown, toRow } from './order-row.ts'
import type { Tables } from './tables.ts'

/**
 * Changes what is known of an order, its row locked; made where there is none. Where two make it
 * at the same time, the second decides again on what the first has committed.
 */
export async function putOrder(
  tx: Transaction<Tables>,
  orderId: string,
  decide: (known: KnownOrder) => KnownOrder,
): Promise<{ readonly before: Order; readonly after: Order }> {
  const row = await lockRow(tx, orderId)
  const known = row ? toKnown(row) : unknown(orderId)
  const next = decide(known)
  const done = { before: known.order, after: next.order }
  if (row) {
    await saveOrder(tx, next)
    return done
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orders')
    .values(toRow(next))
    .onConflict((row) => row.column('order_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? done : putOrder(tx, orderId, decide)
}

export const unknown = (orderId: string): KnownOrder => ({
  order: unknownOrder(orderId),
  asking: notAsking,
})

const lockRow = (tx: Transaction<Tables>, orderId: string) =>
  tx.selectFrom('orders').where('order_id', '=', orderId).selectAll().forUpdate().executeTakeFirst()

async function saveOrder(tx: Transaction<Tables>, known: KnownOrder) {
  const { order_id, ...changing } = toRow(known)
  await tx.updateTable('orders').set(changing).where('order_id', '=', order_id).execute()
}

export async function saveAsking(tx: Transaction<Tables>, orderId: string, asking: Asking) {
  await tx.updateTable('orders').set(askingRow(asking)).where('order_id', '=', orderId).execute()
}

/** The order, its row locked, unless an event or another replica has seen to it meanwhile. */
export async function lockOrderToAsk(
  tx: Transaction<Tables>,
  orderId: string,
  now: Date,
): Promise<KnownOrder | undefined> {
  const row = await lockRow(tx, orderId)
  return row?.next_ask_at && row.next_ask_at <= now ? toKnown(row) : undefined
}

/** Orders that have been open for long enough to ask what became of them. */
export async function ordersToAsk(db: Kysely<Tables>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('orders')
    .where('next_ask_at', '<=', now)
    .orderBy('next_ask_at')
    .limit(limit)
    .select('order_id')
    .execute()
  return rows.map((row) => row.order_id)
}
