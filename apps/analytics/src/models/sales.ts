import type { SalesByWindow, SalesQuery } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

/** A week of minutes. */
const most = 7 * 24 * 60

/**
 * Sales by UTC minute, hour or day of payment, oldest first; the latest ones where there are more
 * than an answer holds. Windows count from the epoch, so no time zone has a part in it.
 */
export async function salesBy(
  db: Kysely<Tables>,
  window: SalesQuery['window'],
  range: Range,
  currency: string,
): Promise<SalesByWindow> {
  const { rows } = await sql<{ start: Date; orders: number; income: number }>`
    select date_bin(${sql.lit(`1 ${window}`)}::interval, sold_at, 'epoch') as start,
      count(*) as orders, coalesce(sum(total), 0)::bigint as income
    from orders where sold_at is not null and ${within('sold_at', range)}
    group by start order by start desc limit ${most}`.execute(db)
  const items = rows.reverse().map(({ start, orders, income }) => ({
    start: start.toISOString(),
    orders,
    income: { amount: income, currency },
  }))
  return { items }
}
