import type { Page, PopularProduct, SoldProduct, SoldProductsQuery } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { pageOf } from './page.ts'
import { type Range, within } from './range.ts'

type Row = PopularProduct & { readonly income: number }
type Sums = Omit<Row, 'name'>

const orderings = {
  units: sql`units desc, orders desc, "productId"`,
  orders: sql`orders desc, units desc, "productId"`,
  income: sql`income desc, units desc, "productId"`,
}

const sold = (range: Range) => sql<Sums>`
  select product_id as "productId", sum(units) as units, count(*) as orders,
    sum(amount)::bigint as income
  from order_lines where sold_at is not null and ${within('sold_at', range)} group by product_id`

/** What was sold most: by units, and where those are the same by orders. */
export async function topProducts(
  db: Kysely<Tables>,
  range: Range,
  limit: number,
): Promise<PopularProduct[]> {
  const { rows } = await sql<Sums>`
    ${sold(range)} order by ${orderings.units} limit ${limit}`.execute(db)
  return (await named(db, rows)).map(({ income: _, ...product }) => product)
}

/** One page of all that was sold in the range. */
export async function listProducts(
  db: Kysely<Tables>,
  range: Range,
  { sort, ...paging }: SoldProductsQuery,
  currency: string,
): Promise<Page<SoldProduct>> {
  const page = await pageOf(db, sold(range), orderings[sort], paging)
  const items = (await named(db, page.items)).map(({ income, ...product }) => ({
    ...product,
    income: { amount: income, currency },
  }))
  return { ...page, items }
}

/** With the names under which they were sold last. */
async function named(db: Kysely<Tables>, products: readonly Sums[]): Promise<Row[]> {
  const ids = products.map(({ productId }) => productId)
  const { rows } = await sql<{ id: string; name: string }>`
    select id, latest.name from unnest(${ids}::text[]) as id cross join lateral (
      select name from order_lines where product_id = id and sold_at is not null
      order by sold_at desc, order_id limit 1) as latest`.execute(db)
  const names = new Map(rows.map(({ id, name }) => [id, name]))
  return products.map((product) => ({
    productId: product.productId,
    name: names.get(product.productId) ?? product.productId,
    units: product.units,
    orders: product.orders,
    income: product.income,
  }))
}
