import type { NewProduct, Product } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import type { Transaction } from 'kysely'
import { placeOf } from './place.ts'
import { getProduct } from './product-store.ts'
import { searchable } from './searchable.ts'
import { countOnShelf } from './shelves.ts'
import type { Tables } from './tables.ts'

/** Adds a product to the shop. */
export async function createProduct(
  tx: Transaction<Tables>,
  { name, description, price, brandId, categoryId, availableStock }: NewProduct,
  now: Date,
): Promise<Product> {
  const id = newId()
  const place = await placeOf(tx, { brandId, categoryId })
  await tx
    .insertInto('products')
    .values({
      id,
      name,
      description,
      price: price.amount,
      currency: price.currency,
      version: 1,
      brand_id: brandId,
      category_id: categoryId,
      available: availableStock,
      reserved: 0,
      sold: 0,
      seeded: availableStock,
      added: 0,
      rating_sum: 0,
      rating_count: 0,
      picture_version: 1,
      title: searchable(name),
      search: searchable(name, place.brand, place.category, description),
      created_at: now,
    })
    .execute()
  await countOnShelf(tx, { brandId, categoryId }, 1)
  return getProduct(tx, id)
}
