import type { EventData } from '@shop/kit/contract.ts'
import { productPriceChanged } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import type { Said } from './world.ts'

// The event that most clauses are tried with: catalog says it, basket alone hears it, and one
// more row in basket's table of prices is all that it does.

type PriceChange = EventData<typeof productPriceChanged>

/** A product that no other clause has. */
export const someProduct = () => `conformance-${newId()}`

/** The `version`-th change of a product's price. */
export const priceChange = (
  productId: string,
  version = 1,
  extra: object = {},
): Said<PriceChange> => ({
  contract: productPriceChanged,
  data: {
    productId,
    version,
    oldPrice: { amount: version, currency: 'EUR' },
    newPrice: { amount: version + 1, currency: 'EUR' },
    ...extra,
  },
})

/** One change each of as many products. */
export const priceChanges = (count: number): Said<PriceChange>[] =>
  Array.from({ length: count }, () => priceChange(someProduct()))
