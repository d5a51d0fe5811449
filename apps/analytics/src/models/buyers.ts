import type { BuyerSales, BuyersQuery } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

type Row = Omit<BuyerSales, 'income'> & { readonly income: number }

const orderings = {
  orders: sql`orders desc, income desc`,
  paid: sql`paid desc, income desc`,
  income: sql`income desc, orders desc`,
}

const buyers = (range: Range) => sql`
  select buyer_id, max(buyer_name) as name, count(*) as orders, count(sold_at) as paid,
    count(*) filter (where status = 'Cancelled') as cancelled,
    coalesce(sum(total) filter (where sold_at is not null), 0)::bigint as income
  from orders where buyer_id is not null and ${within('placed_at', range)} group by buyer_id`

/** One page of those who placed orders in the range, and what became of these. */
export async function listBuyers(
  db: Kysely<Tables>,
  range: Range,
  { sort, pageIndex, pageSize }: BuyersQuery,
  currency: string,
) {
  const counted = await sql<{ total: number }>`
    select count(*) as total from (${buyers(range)}) as buyers`.execute(db)
  const { rows } = await sql<Row>`
    select buyer_id as "buyerId", name, orders, paid, cancelled, income
    from (${buyers(range)}) as buyers
    order by ${orderings[sort]}, buyer_id
    limit ${pageSize} offset ${pageIndex * pageSize}`.execute(db)
  const items: BuyerSales[] = rows.map(({ income, ...buyer }) => ({
    ...buyer,
    income: { amount: income, currency },
  }))
  return { items, total: counted.rows[0]?.total ?? 0, pageIndex, pageSize }
}
