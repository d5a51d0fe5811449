import type { AnalyticsSummary } from '@shop/kit/api.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

/** When a status was left: for the next one, or as the order was cancelled. */
const left = (next: string, status: OrderStatus) =>
  sql`coalesce(${sql.ref(next)}, case when cancelled_from = ${sql.lit(status)} then cancelled_at end)`

const stays = [
  ['Submitted', 'submitted_at', left('awaiting_validation_at', 'Submitted')],
  [
    'AwaitingValidation',
    'awaiting_validation_at',
    left('stock_confirmed_at', 'AwaitingValidation'),
  ],
  ['StockConfirmed', 'stock_confirmed_at', left('paid_at', 'StockConfirmed')],
  ['Paid', 'paid_at', sql.ref('shipped_at')],
] as const satisfies readonly (readonly [OrderStatus, string, RawBuilder<unknown>])[]

type Times = { readonly orders: number; readonly percentiles: readonly number[] | null }

/**
 * For each status how long the orders were in it that left it in the range, in ms: percentiles by
 * nearest rank, so each is a time that an order really took. A time whose begin or end no event
 * told is not counted, nor is one across a status that was missed.
 */
export async function timeInStatus(
  db: Kysely<Tables>,
  range: Range,
): Promise<AnalyticsSummary['timeInStatus']> {
  const { rows } = await sql<Record<OrderStatus, Times>>`
    select ${sql.join(stays.map((stay) => timesOf(stay, range)))}
    from orders where ${within('latest_at', { from: range.from, until: undefined })}`.execute(db)
  return Object.fromEntries(
    Object.entries(rows[0] ?? {}).flatMap(([status, { orders, percentiles }]) => {
      const [p50, p99] = percentiles ?? []
      return p50 === undefined || p99 === undefined ? [] : [[status, { p50, p99, orders }]]
    }),
  )
}

function timesOf([status, began, leftAt]: (typeof stays)[number], range: Range) {
  const began_at = sql.ref(began)
  // Clocks of two replicas may differ: no time is below 0.
  const time = sql`greatest(0, 1000 * extract(epoch from ${leftAt} - ${began_at}))::bigint`
  const counts = sql`${began_at} is not null and ${leftAt} is not null
    and ${within(leftAt, range)}`
  return sql`json_build_object('orders', count(*) filter (where ${counts}), 'percentiles',
    percentile_disc(array[0.5, 0.99]) within group (order by ${time})
      filter (where ${counts})) as ${sql.id(status)}`
}
