import type { Product } from '@shop/kit/api.ts'
import { conflict } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import { getProduct, lockProduct } from './product-store.ts'
import type { Tables } from './tables.ts'

/** Adds units to a product's stock, or takes some away that nobody has reserved or bought. */
export async function changeStock(
  tx: Transaction<Tables>,
  id: string,
  delta: number,
): Promise<Product> {
  const { available, added } = await lockProduct(tx, id)
  if (available + delta < 0) {
    const detail = `Only ${available} units are neither reserved nor sold`
    throw conflict('stock-below-reserved', detail)
  }
  await tx
    .updateTable('products')
    .set({ available: available + delta, added: added + delta })
    .where('id', '=', id)
    .execute()
  return getProduct(tx, id)
}
