import type { PopularProduct, SoldProduct, SoldProductsQuery } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

type Row = PopularProduct & { readonly income: number }
type Sort = SoldProductsQuery['sort']

const orderings = {
  units: sql`units desc, orders desc`,
  orders: sql`orders desc, units desc`,
  income: sql`income desc, units desc`,
}

const sold = (range: Range) => sql`
  select product_id, sum(units)::bigint as units, count(*) as orders, sum(amount)::bigint as income
  from order_lines where sold_at is not null and ${within('sold_at', range)} group by product_id`

/** Products that were sold in the range, by their latest names. */
async function soldProducts(
  db: Kysely<Tables>,
  range: Range,
  sort: Sort,
  { limit, offset = 0 }: { readonly limit: number; readonly offset?: number },
): Promise<Row[]> {
  const order = orderings[sort]
  const { rows } = await sql<Row>`
    select product_id as "productId", latest.name, units, orders, income
    from (${sold(range)} order by ${order}, product_id limit ${limit} offset ${offset}) as sold
    cross join lateral (select name from order_lines
      where product_id = sold.product_id and sold_at is not null
      order by sold_at desc, order_id limit 1) as latest
    order by ${order}, product_id`.execute(db)
  return rows
}

/** What was sold most: by units, and where those are the same by orders. */
export async function topProducts(
  db: Kysely<Tables>,
  range: Range,
  limit: number,
): Promise<PopularProduct[]> {
  const rows = await soldProducts(db, range, 'units', { limit })
  return rows.map(({ income: _, ...product }) => product)
}

/** One page of all that was sold. */
export async function listProducts(
  db: Kysely<Tables>,
  range: Range,
  { sort, pageIndex, pageSize }: SoldProductsQuery,
  currency: string,
) {
  const counted = await sql<{ total: number }>`
    select count(*) as total from (${sold(range)}) as sold`.execute(db)
  const page = { limit: pageSize, offset: pageIndex * pageSize }
  const items: SoldProduct[] = (await soldProducts(db, range, sort, page)).map(
    ({ income, ...product }) => ({ ...product, income: { amount: income, currency } }),
  )
  return { items, total: counted.rows[0]?.total ?? 0, pageIndex, pageSize }
}
