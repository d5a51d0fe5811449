import { notFound } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import { countOnShelf } from './shelves.ts'
import type { Tables } from './tables.ts'

/**
 * Takes a product out of the shop for good; orders and their pictures of it stay. Done again it
 * changes nothing.
 */
export async function archiveProduct(tx: Transaction<Tables>, id: string, now: Date) {
  const known = await tx
    .selectFrom('products')
    .where('id', '=', id)
    .select(['brand_id', 'category_id', 'archived_at'])
    .forNoKeyUpdate()
    .executeTakeFirst()
  if (!known) throw notFound('The product')
  if (known.archived_at) return
  await tx.updateTable('products').set({ archived_at: now }).where('id', '=', id).execute()
  await countOnShelf(tx, { brandId: known.brand_id, categoryId: known.category_id }, -1)
}
