import type { Asking } from '@shop/ordering/asking.ts'
import type { Tables } from '@shop/ordering/tables.ts'
import { sql, type Transaction } from 'kysely'

export type DueOrder = {
  readonly orderId: string
  readonly priority: 'normal' | 'express'
  /** Undefined nextAskAt: not confirmed yet. */
  readonly asking: Asking
}

/**
 * Submitted orders whose grace period has ended, or whose confirmation has found no answer in
 * time; express orders first, then the oldest. Their rows are locked, so that nothing is lost
 * between this and ordering's own changes; one that ordering has locked is left to the next run,
 * so that neither waits for the other.
 */
export async function lockDueOrders(
  tx: Transaction<Tables>,
  { now, placedBefore, limit }: { now: Date; placedBefore: Date; limit: number },
): Promise<readonly DueOrder[]> {
  const rows = await tx
    .selectFrom('orders')
    .where('status', '=', 'Submitted')
    .where('stuck_at', 'is', null)
    .where((where) =>
      where.or([
        where('next_ask_at', 'is', null).and('placed_at', '<=', placedBefore),
        where('next_ask_at', '<=', now),
      ]),
    )
    .orderBy(sql`priority = 'express'`, 'desc')
    .orderBy('placed_at')
    .orderBy('order_id')
    .limit(limit)
    .select(['order_id', 'priority', 'asked', 'next_ask_at'])
    .forUpdate()
    .skipLocked()
    .execute()
  return rows.map(({ order_id, priority, asked, next_ask_at }) => ({
    orderId: order_id,
    priority,
    asking: { asked, nextAskAt: next_ask_at ?? undefined, stuckAt: undefined },
  }))
}

/** Notes in the order's row when to say it again. */
export const stamp = (tx: Transaction<Tables>, orderId: string, asking: Asking) =>
  tx
    .updateTable('orders')
    .set({
      asked: asking.asked,
      next_ask_at: asking.nextAskAt ?? null,
      stuck_at: asking.stuckAt ?? null,
    })
    .where('order_id', '=', orderId)
    .execute()
