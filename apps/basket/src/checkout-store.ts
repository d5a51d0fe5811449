import type { Kysely, Selectable, Transaction } from 'kysely'
import type { CheckoutsTable, Tables } from './tables.ts'

export type CheckoutRow = Selectable<CheckoutsTable>

export async function checkoutOfOrder(
  db: Kysely<Tables>,
  orderId: string,
): Promise<CheckoutRow | undefined> {
  return db.selectFrom('checkouts').where('order_id', '=', orderId).selectAll().executeTakeFirst()
}

export async function checkoutOfRequest(
  db: Kysely<Tables>,
  userId: string,
  requestId: string,
): Promise<CheckoutRow | undefined> {
  return db
    .selectFrom('checkouts')
    .where('user_id', '=', userId)
    .where('request_id', '=', requestId)
    .selectAll()
    .executeTakeFirst()
}

export async function checkoutOfBasket(
  db: Kysely<Tables>,
  basketId: string,
): Promise<CheckoutRow | undefined> {
  return db.selectFrom('checkouts').where('basket_id', '=', basketId).selectAll().executeTakeFirst()
}

/** Ordering has heard of it: nothing is said again. */
export async function confirmCheckout(tx: Transaction<Tables>, orderId: string, now: Date) {
  await tx
    .updateTable('checkouts')
    .set({ confirmed_at: now, next_ask_at: null, stuck_at: null })
    .where('order_id', '=', orderId)
    .where('confirmed_at', 'is', null)
    .execute()
}

/** A checkout that has waited long enough for its confirmation, locked; others skip it meanwhile. */
export async function nextUnconfirmed(
  tx: Transaction<Tables>,
  now: Date,
): Promise<CheckoutRow | undefined> {
  return tx
    .selectFrom('checkouts')
    .where('next_ask_at', '<=', now)
    .orderBy('next_ask_at')
    .limit(1)
    .selectAll()
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
}
