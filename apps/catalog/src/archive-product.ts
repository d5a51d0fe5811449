import { notFound } from '@shop/kit/problem.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** Takes a product out of the shop for good; orders and pictures of it stay. Done again it changes nothing. */
export async function archiveProduct(db: Kysely<Tables>, id: string, now: Date) {
  const { numUpdatedRows } = await db
    .updateTable('products')
    .set((row) => ({
      archived_at: row.fn.coalesce('archived_at', row.val(now)),
    }))
    .where('id', '=', id)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) throw notFound('The product')
}
