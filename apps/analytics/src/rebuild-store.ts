import { inTransaction } from '@shop/kit/db.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Line } from './fact.ts'
import { lineRow } from './order-lines.ts'
import { type KnownOrder, toRow } from './order-row.ts'
import { unknown } from './order-store.ts'
import type { Tables } from './tables.ts'

/** An order made anew, and its lines. */
export type Rebuilt = KnownOrder & { readonly lines: readonly Line[] }

/** Rows of orders that no event tells of, and none ever told of. */
export const forgetBaseless = (db: Kysely<Tables>) =>
  inTransaction(db, async (tx) => {
    await sql`delete from orders where not is_partial
      and not exists (select from events where events.order_id = orders.order_id)`.execute(tx)
    await sql`delete from order_lines lines
      where not exists (select from orders where orders.order_id = lines.order_id)`.execute(tx)
  })

/**
 * Those of the orders that can be made anew, their rows locked (made where there is none), and
 * when they were sold as it stands there.
 */
export async function lockToRebuild(
  tx: Transaction<Tables>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, Date | null>> {
  await tx
    .insertInto('orders')
    .values(orderIds.map((orderId) => toRow(unknown(orderId))))
    .onConflict((row) => row.column('order_id').doNothing())
    .execute()
  const rows = await tx
    .selectFrom('orders')
    .where('order_id', 'in', orderIds)
    .where('is_partial', '=', false)
    .select(['order_id', 'sold_at'])
    .orderBy('order_id')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.order_id, row.sold_at]))
}

export async function replaceOrders(tx: Transaction<Tables>, orders: readonly Rebuilt[]) {
  if (orders.length === 0) return
  const rows = orders.map(toRow)
  const columns = Object.keys(rows[0] ?? {}).filter((column) => column !== 'order_id')
  await tx
    .insertInto('orders')
    .values(rows)
    .onConflict((row) =>
      row
        .column('order_id')
        .doUpdateSet(
          Object.fromEntries(columns.map((column) => [column, sql.ref(`excluded.${column}`)])),
        ),
    )
    .execute()
  const ids = rows.map((row) => row.order_id)
  await tx.deleteFrom('order_lines').where('order_id', 'in', ids).execute()
  const lines = orders.flatMap(({ order, lines }) => lines.map((line) => lineRow(order, line)))
  for (let start = 0; start < lines.length; start += linesAtOnce) {
    await tx
      .insertInto('order_lines')
      .values(lines.slice(start, start + linesAtOnce))
      .execute()
  }
}

/** A statement has 65 535 parameters at most. */
const linesAtOnce = 5_000
