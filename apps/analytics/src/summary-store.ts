import { isDeepStrictEqual } from 'node:util'
import type { EventData, salesSummarized } from '@shop/kit/events.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import { topProducts } from './models/products.ts'
import type { Tables } from './tables.ts'

export type MinuteSummary = EventData<typeof salesSummarized>

const minute = 60_000
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

/** The sales of one minute, as far as they are known now. */
export async function summaryOf(
  db: Kysely<Tables>,
  start: Date,
  currency: string,
): Promise<MinuteSummary> {
  const until = new Date(start.getTime() + minute)
  const { rows } = await sql<{ orders: number; income: number }>`
    select count(*) as orders, coalesce(sum(total), 0)::bigint as income
    from orders where sold_at >= ${start} and sold_at < ${until}`.execute(db)
  const { orders, income } = rows[0] ?? { orders: 0, income: 0 }
  return {
    window: { size: 'minute', start: start.toISOString() },
    orders,
    income: { amount: income, currency },
    topProducts: await topProducts(db, { from: start, until }, productsListed),
  }
}

/** Notes what is to be said of a minute; false if just this was said of it last. */
export async function keepSummary(
  tx: Transaction<Tables>,
  start: Date,
  summary: MinuteSummary,
  now: Date,
): Promise<boolean> {
  const last = await tx
    .selectFrom('summaries')
    .where('minute', '=', start)
    .select('said')
    .executeTakeFirst()
  if (last ? isDeepStrictEqual(last.said, summary) : summary.orders === 0) return false
  const said = JSON.stringify(summary)
  await tx
    .insertInto('summaries')
    .values({ minute: start, said, said_at: now, times: 1 })
    .onConflict((row) =>
      row.column('minute').doUpdateSet({ said, said_at: now, times: sql`summaries.times + 1` }),
    )
    .execute()
  return true
}
