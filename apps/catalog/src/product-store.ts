import type { Product } from '@shop/kit/api.ts'
import { notFound } from '@shop/kit/problem.ts'
import type { Kysely, Transaction } from 'kysely'
import type { ProductRow, Tables } from './tables.ts'

/** Every product, archived ones too, with the names of its brand and category. */
export const products = (db: Kysely<Tables>) =>
  db
    .selectFrom('products')
    .innerJoin('brands', 'brands.id', 'products.brand_id')
    .innerJoin('categories', 'categories.id', 'products.category_id')

export const productColumns = [
  'products.id',
  'products.name',
  'products.description',
  'products.price',
  'products.currency',
  'products.brand_id',
  'brands.name as brand',
  'products.category_id',
  'categories.name as category',
  'products.available',
  'products.rating_average',
  'products.rating_count',
  'products.picture_version',
] as const

type Row = Pick<
  ProductRow,
  | 'id'
  | 'name'
  | 'description'
  | 'price'
  | 'currency'
  | 'brand_id'
  | 'category_id'
  | 'available'
  | 'rating_average'
  | 'rating_count'
  | 'picture_version'
> & { brand: string; category: string }

export const toProduct = (row: Row): Product => ({
  id: row.id,
  name: row.name,
  description: row.description,
  price: { amount: row.price, currency: row.currency },
  brand: { id: row.brand_id, name: row.brand },
  category: { id: row.category_id, name: row.category },
  pictureUrl: `/api/v1/catalog/items/${row.id}/picture?v=${row.picture_version}`,
  availableStock: row.available,
  rating: { average: row.rating_average, count: row.rating_count },
})

/** A product that can be bought; 404 where there is none, or it is archived. */
export async function getProduct(db: Kysely<Tables>, id: string): Promise<Product> {
  const row = await products(db)
    .select(productColumns)
    .where('products.id', '=', id)
    .where('products.archived_at', 'is', null)
    .executeTakeFirst()
  if (!row) throw notFound('The product')
  return toProduct(row)
}

/** The row of a product that can be bought, locked until the transaction ends; 404 without one. */
export async function lockProduct(tx: Transaction<Tables>, id: string): Promise<ProductRow> {
  const row = await tx
    .selectFrom('products')
    .where('id', '=', id)
    .where('archived_at', 'is', null)
    .selectAll()
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!row) throw notFound('The product')
  return row
}
