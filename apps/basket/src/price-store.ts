import type { EventData, productPriceChanged } from '@shop/kit/events.ts'
import type { Kysely, Transaction } from 'kysely'
import type { KnownPrices } from './basket.ts'
import type { Tables } from './tables.ts'

/** Remembers a product's price; of two changes the later one stays, whichever comes first. */
export async function rememberPrice(
  tx: Transaction<Tables>,
  { productId, version, newPrice }: EventData<typeof productPriceChanged>,
  now: Date,
) {
  const values = { version, ...newPrice, changed_at: now }
  await tx
    .insertInto('prices')
    .values({ product_id: productId, ...values })
    .onConflict((row) =>
      row
        .column('product_id')
        .doUpdateSet(values)
        .where((where) => where('prices.version', '<', version)),
    )
    .execute()
}

/** The last known prices of these products, as far as they have ever changed. */
export async function lastPrices(
  db: Kysely<Tables>,
  productIds: readonly string[],
): Promise<KnownPrices> {
  if (productIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('prices')
    .where('product_id', 'in', productIds)
    .selectAll()
    .execute()
  return new Map(
    rows.map(({ product_id, version, amount, currency }) => [
      product_id,
      { version, price: { amount, currency } },
    ]),
  )
}
