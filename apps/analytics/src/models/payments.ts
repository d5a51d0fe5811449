import type { AnalyticsSummary } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

/** How the payments of the range ended; one that was given back had succeeded before. */
export async function countPayments(
  db: Kysely<Tables>,
  range: Range,
): Promise<AnalyticsSummary['payments']> {
  const { rows } = await sql<AnalyticsSummary['payments']>`
    select ${counted('payment_succeeded_at', range)} as succeeded,
      ${counted('payment_failed_at', range)} as failed,
      ${counted('payment_refunded_at', range)} as refunded
    from orders
    where ${within('latest_at', { from: range.from, until: undefined })}`.execute(db)
  return rows[0] ?? { succeeded: 0, failed: 0, refunded: 0 }
}

const counted = (time: string, range: Range) =>
  sql`count(${sql.ref(time)}) filter (where ${within(time, range)})`
