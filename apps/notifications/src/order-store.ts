import type { Asking } from '@shop/kit/asking.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { KnownOrder } from './order-update.ts'
import type { OrdersTable, Tables } from './tables.ts'

/** Makes the order known, or brings it forward; false if it is known in this version or a newer. */
export async function raiseOrder(tx: Transaction<Tables>, order: KnownOrder): Promise<boolean> {
  const { order_id, ...changing } = toRow(order)
  const result = await tx
    .insertInto('orders')
    .values({ order_id, ...changing })
    .onConflict((row) =>
      row
        .column('order_id')
        .doUpdateSet(changing)
        .where('orders.version', '<', sql<number>`excluded.version`),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
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

/** The order, its row locked, unless an event or another replica has seen to it meanwhile. */
export async function lockOrderToAsk(
  tx: Transaction<Tables>,
  orderId: string,
  now: Date,
): Promise<KnownOrder | undefined> {
  const row = await tx
    .selectFrom('orders')
    .where('order_id', '=', orderId)
    .where('next_ask_at', '<=', now)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  return row && toOrder(row)
}

export async function saveAsking(tx: Transaction<Tables>, orderId: string, asking: Asking) {
  await tx.updateTable('orders').set(askingRow(asking)).where('order_id', '=', orderId).execute()
}

const askingRow = ({ asked, nextAskAt, stuckAt }: Asking) => ({
  asked,
  next_ask_at: nextAskAt ?? null,
  stuck_at: stuckAt ?? null,
})

const toRow = ({ orderId, buyerId, version, status, email, asking }: KnownOrder): OrdersTable => ({
  order_id: orderId,
  buyer_id: buyerId,
  version,
  status,
  email: email ?? null,
  ...askingRow(asking),
})

const toOrder = (row: OrdersTable): KnownOrder => ({
  orderId: row.order_id,
  buyerId: row.buyer_id,
  version: row.version,
  status: row.status,
  email: row.email ?? undefined,
  asking: {
    asked: row.asked,
    nextAskAt: row.next_ask_at ?? undefined,
    stuckAt: row.stuck_at ?? undefined,
  },
})
