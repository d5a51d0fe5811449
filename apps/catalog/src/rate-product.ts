import type { Rating } from '@shop/kit/api.ts'
import { Refusal } from '@shop/kit/problem.ts'
import { sql, type Transaction } from 'kysely'
import { getProduct, lockProduct } from './product-store.ts'
import { hasBought } from './purchases.ts'
import type { Tables } from './tables.ts'

/** A buyer's rating of what they have bought; a second one takes the first one's place. */
export async function rateProduct(
  tx: Transaction<Tables>,
  id: string,
  buyerId: string,
  rating: number,
  now: Date,
): Promise<Rating> {
  // Its lock also keeps two ratings of one buyer apart.
  await lockProduct(tx, id)
  if (!(await hasBought(tx, buyerId, id))) {
    throw new Refusal(403, 'Only who has bought it may rate it', { code: 'not-bought' })
  }
  const before = await tx
    .selectFrom('ratings')
    .where('product_id', '=', id)
    .where('buyer_id', '=', buyerId)
    .select('rating')
    .executeTakeFirst()
  await tx
    .insertInto('ratings')
    .values({ product_id: id, buyer_id: buyerId, rating, rated_at: now })
    .onConflict((row) =>
      row.columns(['product_id', 'buyer_id']).doUpdateSet({ rating, rated_at: now }),
    )
    .execute()
  await tx
    .updateTable('products')
    .set({
      rating_sum: sql`rating_sum + ${rating - (before?.rating ?? 0)}`,
      rating_count: sql`rating_count + ${before ? 0 : 1}`,
    })
    .where('id', '=', id)
    .execute()
  return (await getProduct(tx, id)).rating
}
