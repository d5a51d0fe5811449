import { type Kysely, sql, type Transaction } from 'kysely'
import type { Payment } from './payment.ts'
import { toPayment } from './payment-store.ts'
import type { Tables } from './tables.ts'

const toCharge = sql<boolean>`status in ('requested', 'charging')`
const toRefund = sql<boolean>`status = 'refunding'`

const waiting = (db: Kysely<Tables>, claimedBefore: Date) =>
  db
    .selectFrom('payments')
    .where((where) =>
      where.or([where('claimed_at', 'is', null), where('claimed_at', '<', claimedBefore)]),
    )
    .limit(1)

/** The oldest payment that waits for a charge, or whose worker has died; others skip it meanwhile. */
export async function nextToCharge(
  tx: Transaction<Tables>,
  claimedBefore: Date,
): Promise<Payment | undefined> {
  const free = waiting(tx, claimedBefore).where(toCharge).orderBy('created_at')
  const row = await free.selectAll().forUpdate().skipLocked().executeTakeFirst()
  return row && toPayment(row)
}

/** The same for a payment that is to be given back. */
export async function nextToRefund(
  tx: Transaction<Tables>,
  claimedBefore: Date,
): Promise<Payment | undefined> {
  const free = waiting(tx, claimedBefore).where(toRefund).orderBy('changed_at')
  const row = await free.selectAll().forUpdate().skipLocked().executeTakeFirst()
  return row && toPayment(row)
}

/** Whether the refund task has something to do. */
export async function hasRefunds(db: Kysely<Tables>, claimedBefore: Date): Promise<boolean> {
  const row = await waiting(db, claimedBefore).where(toRefund).select('order_id').executeTakeFirst()
  return row !== undefined
}

/** Orders whose capture has waited long enough to ask what became of them. */
export async function ordersToAsk(db: Kysely<Tables>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('payments')
    .where('next_ask_at', '<=', now)
    .orderBy('next_ask_at')
    .limit(limit)
    .select('order_id')
    .execute()
  return rows.map((row) => row.order_id)
}
