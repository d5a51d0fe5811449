import { isDeepStrictEqual } from 'node:util'
import type { EventData, salesSummarized } from '@shop/kit/events.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type MinuteSummary = EventData<typeof salesSummarized>

const productsListed = 10

/** Lets one replica at a time summarize; false where another does. */
export async function lockSummaries(tx: Transaction<Tables>): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('sales-summaries', 0)) as taken`.execute(tx)
  return rows[0]?.taken === true
}

/** Takes minutes whose sales have changed and that began before then, oldest first. */
export async function takeMinutes(
  tx: Transaction<Tables>,
  startedBefore: Date,
  limit: number,
): Promise<Date[]> {
  const { rows } = await sql<{ minute: Date }>`
    with due as (select distinct minute from changed_minutes
        where minute < ${startedBefore} order by minute limit ${limit}),
      taken as (delete from changed_minutes where minute in (select minute from due))
    select minute from due order by minute`.execute(tx)
  return rows.map((row) => row.minute)
}

type Row = Pick<MinuteSummary, 'orders' | 'topProducts'> & { start: Date; income: number }

/** The sales of these minutes, as far as they are known now. */
export async function summariesOf(
  db: Kysely<Tables>,
  minutes: readonly Date[],
  currency: string,
): Promise<MinuteSummary[]> {
  const { rows } = await sql<Row>`
    select start, sales.*, coalesce(products.list, '[]') as "topProducts"
    from unnest(${minutes}::timestamptz[]) as start
    cross join lateral (
      select count(*) as orders, coalesce(sum(total), 0)::bigint as income
      from orders where sold_at >= start and sold_at < start + interval '1 minute') as sales
    cross join lateral (
      select json_agg(top order by units desc, orders desc, "productId") as list from (
        select product_id as "productId", max(name) as name, sum(units) as units,
          count(*) as orders
        from order_lines where sold_at >= start and sold_at < start + interval '1 minute'
        group by product_id order by units desc, orders desc, product_id limit ${productsListed}
      ) as top) as products
    order by start`.execute(db)
  return rows.map(({ start, orders, income, topProducts }) => ({
    window: { size: 'minute', start: start.toISOString() },
    orders,
    income: { amount: income, currency },
    topProducts,
  }))
}

/** Notes what is said of a minute; false if just this was said of it last. */
export async function keepSummary(
  tx: Transaction<Tables>,
  summary: MinuteSummary,
  now: Date,
): Promise<boolean> {
  const minute = new Date(summary.window.start)
  const last = await tx
    .selectFrom('summaries')
    .where('minute', '=', minute)
    .select('said')
    .executeTakeFirst()
  if (last ? isDeepStrictEqual(last.said, summary) : summary.orders === 0) return false
  const said = JSON.stringify(summary)
  await tx
    .insertInto('summaries')
    .values({ minute, said, said_at: now, times: 1 })
    .onConflict((row) =>
      row.column('minute').doUpdateSet({ said, said_at: now, times: sql`summaries.times + 1` }),
    )
    .execute()
  return true
}
