import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

export type Shelf = { readonly brandId: string; readonly categoryId: string }

/** Notes that a product came to a shelf (1) or left it (-1). */
export async function countOnShelf(tx: Transaction<Tables>, shelf: Shelf, by: 1 | -1) {
  await tx
    .insertInto('shelves')
    .values({ brand_id: shelf.brandId, category_id: shelf.categoryId, products: by })
    .onConflict((row) =>
      row
        .columns(['brand_id', 'category_id'])
        .doUpdateSet({ products: sql`shelves.products + excluded.products` }),
    )
    .execute()
}

/** How many products there are in all, of a brand, of a category or of both. */
export async function countProducts(
  db: Kysely<Tables>,
  { brandId, categoryId }: { brandId?: string | undefined; categoryId?: string | undefined },
): Promise<number> {
  let shelves = db.selectFrom('shelves')
  if (brandId) shelves = shelves.where('brand_id', '=', brandId)
  if (categoryId) shelves = shelves.where('category_id', '=', categoryId)
  const { total } = await shelves
    .select((row) => row.fn.coalesce(row.fn.sum<number>('products'), row.lit(0)).as('total'))
    .executeTakeFirstOrThrow()
  return total
}
