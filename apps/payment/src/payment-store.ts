import type { Transaction } from 'kysely'
import type { Payment } from './payment.ts'
import type { PaymentsTable, Tables } from './tables.ts'

/** The payment of an order, its row locked until the transaction ends. */
export async function lockPayment(
  tx: Transaction<Tables>,
  orderId: string,
): Promise<Payment | undefined> {
  const row = await tx
    .selectFrom('payments')
    .where('order_id', '=', orderId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()
  return row && toPayment(row)
}

/**
 * Makes or changes an order's payment by a pure decision. Where two make it at the same time,
 * the second decides again on what the first has committed.
 */
export async function putPayment(
  tx: Transaction<Tables>,
  orderId: string,
  decide: (known: Payment | undefined) => Payment,
  now: Date,
): Promise<{ known: Payment | undefined; payment: Payment }> {
  const known = await lockPayment(tx, orderId)
  const payment = decide(known)
  if (known) {
    await savePayment(tx, payment, now)
    return { known, payment }
  }
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('payments')
    .values({ ...toRow(payment), created_at: now, changed_at: now })
    .onConflict((row) => row.column('order_id').doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n ? { known, payment } : putPayment(tx, orderId, decide, now)
}

export async function savePayment(tx: Transaction<Tables>, payment: Payment, now: Date) {
  await tx
    .updateTable('payments')
    .set({ ...toRow(payment), changed_at: now })
    .where('order_id', '=', payment.orderId)
    .execute()
}

export function toPayment(row: PaymentsTable): Payment {
  const { amount, currency, token } = row
  const known = amount !== null && currency !== null && token !== null
  return {
    orderId: row.order_id,
    buyerId: row.buyer_id,
    status: row.status,
    request: known ? { amount: { amount, currency }, token } : undefined,
    cancelled: row.cancelled,
    reason: row.reason ?? undefined,
    orderVersion: row.order_version,
    claimedAt: row.claimed_at ?? undefined,
    asked: row.asked,
    nextAskAt: row.next_ask_at ?? undefined,
    settledAt: row.settled_at ?? undefined,
    stuckAt: row.stuck_at ?? undefined,
  }
}

const toRow = (payment: Payment): Omit<PaymentsTable, 'created_at' | 'changed_at'> => ({
  order_id: payment.orderId,
  buyer_id: payment.buyerId,
  status: payment.status,
  amount: payment.request?.amount.amount ?? null,
  currency: payment.request?.amount.currency ?? null,
  token: payment.request?.token ?? null,
  cancelled: payment.cancelled,
  reason: payment.reason ?? null,
  order_version: payment.orderVersion,
  claimed_at: payment.claimedAt ?? null,
  asked: payment.asked,
  next_ask_at: payment.nextAskAt ?? null,
  settled_at: payment.settledAt ?? null,
  stuck_at: payment.stuckAt ?? null,
})
