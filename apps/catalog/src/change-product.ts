import type { Product, ProductPatch } from '@shop/kit/api.ts'
import type { Transaction } from 'kysely'
import { placeOf } from './place.ts'
import { getProduct, lockProduct } from './product-store.ts'
import { searchable } from './searchable.ts'
import { countOnShelf } from './shelves.ts'
import type { Tables } from './tables.ts'

/** Changes what is given of a product's name, description, brand and category. */
export async function changeProduct(
  tx: Transaction<Tables>,
  id: string,
  patch: ProductPatch,
): Promise<Product> {
  const known = await lockProduct(tx, id)
  const name = patch.name ?? known.name
  const description = patch.description ?? known.description
  const brandId = patch.brandId ?? known.brand_id
  const categoryId = patch.categoryId ?? known.category_id
  const place = await placeOf(tx, { brandId, categoryId })
  await tx
    .updateTable('products')
    .set({
      name,
      description,
      brand_id: brandId,
      category_id: categoryId,
      title: searchable(name),
      search: searchable(name, place.brand, place.category, description),
      version: known.version + 1,
    })
    .where('id', '=', id)
    .execute()
  if (brandId !== known.brand_id || categoryId !== known.category_id) {
    await countOnShelf(tx, { brandId: known.brand_id, categoryId: known.category_id }, -1)
    await countOnShelf(tx, { brandId, categoryId }, 1)
  }
  return getProduct(tx, id)
}
