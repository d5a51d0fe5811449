import type { Page, Product } from '@shop/kit/api.ts'
import type { Kysely } from 'kysely'
import { orders } from './product-order.ts'
import { productColumns, products, toProduct } from './product-store.ts'
import type { Tables } from './tables.ts'

const five = 5

/** Best rated, then newest: what to show while nobody knows what sells best. */
export async function topFive(db: Kysely<Tables>): Promise<Page<Product>> {
  const rows = await products(db)
    .select(productColumns)
    .where('products.archived_at', 'is', null)
    .orderBy(orders.rating)
    .limit(five)
    .execute()
  return { items: rows.map(toProduct), total: rows.length, pageIndex: 0, pageSize: five }
}
