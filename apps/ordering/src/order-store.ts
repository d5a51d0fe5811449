import type { Kysely, Transaction } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { rememberBuyer, rememberPaymentMethod } from './buyers.ts'
import type { Order } from './order.ts'
import { changing, lasting, selectOrders, toEntry, toOrder } from './order-row.ts'
import type { Tables } from './tables.ts'

/** An order and its history, as they were at one moment. */
export async function findOrder(db: Kysely<Tables>, orderId: string): Promise<Order | undefined> {
  const row = await selectOrders(db)
    .where('order_id', '=', orderId)
    .select(({ selectFrom }) =>
      jsonArrayFrom(
        selectFrom('order_history')
          .whereRef('order_history.order_id', '=', 'orders.order_id')
          .orderBy('position')
          .select(['order_history.status', 'at', 'actor', 'reason']),
      ).as('history'),
    )
    .executeTakeFirst()
  return row && toOrder(row, row.history.map(toEntry))
}

/**
 * An order whose row is locked until the transaction ends. Locked first and read afterwards: a
 * statement that waits for a lock sees the row that it waited for, and all else as it was before.
 */
export async function lockOrder(
  tx: Transaction<Tables>,
  orderId: string,
): Promise<Order | undefined> {
  const row = await tx
    .selectFrom('orders')
    .where('order_id', '=', orderId)
    .select('order_id')
    .forUpdate()
    .executeTakeFirst()
  return row && findOrder(tx, orderId)
}

/** Makes a new order; false where there is one of this id already. */
export async function insertOrder(tx: Transaction<Tables>, order: Order): Promise<boolean> {
  await rememberBuyer(tx, order)
  const payment_method_id = await rememberPaymentMethod(tx, order)
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('orders')
    .values({
      ...lasting(order),
      ...changing(order),
      payment_method_id,
      changed_at: order.placedAt,
    })
    .onConflict((row) => row.column('order_id').doNothing())
    .executeTakeFirst()
  if (numInsertedOrUpdatedRows === 0n) return false
  await addHistory(tx, order, 0)
  return true
}

/** Saves what has become of an order whose row is locked. */
export async function saveOrder(tx: Transaction<Tables>, known: Order, order: Order) {
  const { numUpdatedRows } = await tx
    .updateTable('orders')
    .set({ ...changing(order), changed_at: order.history.at(-1)?.at ?? order.placedAt })
    .where('order_id', '=', order.orderId)
    .where('version', '=', known.version)
    .executeTakeFirst()
  // The lock makes others wait, so this is a fault of ours; the event comes again.
  if (numUpdatedRows !== 1n) throw new Error(`the order ${order.orderId} was changed meanwhile`)
  await addHistory(tx, order, known.history.length)
}

async function addHistory(tx: Transaction<Tables>, { orderId, history }: Order, from: number) {
  const rows = history.slice(from).map(({ status, at, by, reason }, index) => ({
    ...{ order_id: orderId, position: from + index, status, at, actor: by, reason },
  }))
  if (rows.length > 0) await tx.insertInto('order_history').values(rows).execute()
}
