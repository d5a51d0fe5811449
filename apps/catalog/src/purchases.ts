import type { Kysely, Transaction } from 'kysely'
import type { Line } from './reservation.ts'
import type { Tables } from './tables.ts'

/** Notes that a buyer has bought these products. */
export async function rememberPurchases(
  tx: Transaction<Tables>,
  buyerId: string,
  lines: readonly Line[],
  now: Date,
) {
  if (lines.length === 0) return
  const rows = lines.map(({ productId }) => ({
    buyer_id: buyerId,
    product_id: productId,
    bought_at: now,
  }))
  await tx
    .insertInto('purchases')
    .values(rows)
    .onConflict((row) => row.columns(['buyer_id', 'product_id']).doNothing())
    .execute()
}

export async function hasBought(
  db: Kysely<Tables>,
  buyerId: string,
  productId: string,
): Promise<boolean> {
  const purchase = await db
    .selectFrom('purchases')
    .where('buyer_id', '=', buyerId)
    .where('product_id', '=', productId)
    .select('product_id')
    .executeTakeFirst()
  return purchase !== undefined
}
