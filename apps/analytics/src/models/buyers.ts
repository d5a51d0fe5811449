import type { BuyerSales, BuyersQuery, Page } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { pageOf } from './page.ts'
import { type Range, within } from './range.ts'

type Row = Omit<BuyerSales, 'income'> & { readonly income: number }

const orderings = {
  orders: sql`orders desc, income desc, "buyerId"`,
  paid: sql`paid desc, income desc, "buyerId"`,
  income: sql`income desc, orders desc, "buyerId"`,
}

/** One page of those who placed orders in the range, and what became of these. */
export async function listBuyers(
  db: Kysely<Tables>,
  range: Range,
  { sort, ...paging }: BuyersQuery,
  currency: string,
): Promise<Page<BuyerSales>> {
  const buyers = sql<Row>`
    select buyer_id as "buyerId", max(buyer_name) as name, count(*) as orders,
      count(sold_at) as paid, count(*) filter (where status = 'Cancelled') as cancelled,
      coalesce(sum(total) filter (where sold_at is not null), 0)::bigint as income
    from orders where buyer_id is not null and ${within('placed_at', range)} group by buyer_id`
  const page = await pageOf(db, buyers, orderings[sort], paging)
  const items = page.items.map(({ income, ...buyer }) => ({
    ...buyer,
    income: { amount: income, currency },
  }))
  return { ...page, items }
}
