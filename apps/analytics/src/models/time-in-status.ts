import type { AnalyticsSummary } from '@shop/kit/api.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

type Row = { status: OrderStatus; p50: number; p99: number; orders: number }

/**
 * For each status how long the orders were in it that left it in the range, in ms: percentiles by
 * nearest rank, so each is a time that an order really took. A time whose begin or end no event
 * told is not counted, nor is one across a status that was missed.
 */
export async function timeInStatus(
  db: Kysely<Tables>,
  range: Range,
): Promise<AnalyticsSummary['timeInStatus']> {
  const { rows } = await sql<Row>`
    select stay.status, ${percentile(0.5)} as p50, ${percentile(0.99)} as p99, count(*) as orders
    from orders cross join lateral (values
      ('Submitted', submitted_at, ${left('awaiting_validation_at', 'Submitted')}),
      ('AwaitingValidation', awaiting_validation_at,
        ${left('stock_confirmed_at', 'AwaitingValidation')}),
      ('StockConfirmed', stock_confirmed_at, ${left('paid_at', 'StockConfirmed')}),
      ('Paid', paid_at, shipped_at)) as stay (status, began_at, left_at)
    where began_at is not null and left_at is not null and ${within('left_at', range)}
      and ${within('latest_at', { from: range.from, until: undefined })}
    group by stay.status`.execute(db)
  return Object.fromEntries(rows.map(({ status, ...times }) => [status, times]))
}

/** When a status was left: for the next one, or as the order was cancelled. */
const left = (next: string, status: OrderStatus) =>
  sql`coalesce(${sql.ref(next)}, case when cancelled_from = ${sql.lit(status)} then cancelled_at end)`

/** Clocks of two replicas may differ: no time is below 0. */
const percentile = (share: number) => sql`greatest(0, round(1000 * extract(epoch from
  percentile_disc(${sql.lit(share)}) within group (order by left_at - began_at))))::bigint`
