import type { Product } from '@shop/kit/api.ts'
import { productPriceChanged } from '@shop/kit/events.ts'
import type { Money } from '@shop/kit/money.ts'
import { say } from '@shop/kit/outbox.ts'
import type { Transaction } from 'kysely'
import { getProduct, lockProduct } from './product-store.ts'
import type { Tables } from './tables.ts'

/** Sets a product's price, and says so where it is another one. */
export async function changePrice(
  tx: Transaction<Tables>,
  id: string,
  newPrice: Money,
): Promise<Product> {
  const known = await lockProduct(tx, id)
  const oldPrice = { amount: known.price, currency: known.currency }
  const { amount, currency } = newPrice
  if (oldPrice.amount !== amount || oldPrice.currency !== currency) {
    const version = known.version + 1
    await tx
      .updateTable('products')
      .set({ price: amount, currency, version })
      .where('id', '=', id)
      .execute()
    await say(tx, productPriceChanged, { productId: id, version, oldPrice, newPrice })
  }
  return getProduct(tx, id)
}
