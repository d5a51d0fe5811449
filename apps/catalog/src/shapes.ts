import { catalogQuery, newProductBody, priceBody, productPatchBody } from '@shop/kit/api.ts'
import { z } from 'zod'

// The public shapes as this service reads them: with the rules that only it knows.

export const mostIds = 100

/** Whether there can be a product of this id: no text that Postgres could not even look for. */
export const isId = (text: unknown): boolean =>
  typeof text === 'string' && /^[\w-]{1,40}$/.test(text)

const id = z.string().regex(/^[\w-]{0,40}$/, 'is not an id')
/** An empty field of a form is no filter. */
const price = z.preprocess(
  (value) => (value === '' ? undefined : value),
  z.coerce.number().int().min(0).optional(),
)

export const itemsQuery = catalogQuery.extend({
  brandId: id.optional(),
  categoryId: id.optional(),
  minPrice: price,
  maxPrice: price,
  /** Without one a search is answered in the order of relevance, all else by name. */
  sort: catalogQuery.shape.sort.unwrap().optional(),
  ids: z
    .string()
    .transform((ids) => [...new Set(ids.split(',').filter(isId))])
    .pipe(z.array(z.string()).max(mostIds, `must be at most ${mostIds} ids`))
    .optional(),
})
export type ItemsQuery = z.infer<typeof itemsQuery>
export type Sort = NonNullable<ItemsQuery['sort']>

const priceIn = (currency: string) =>
  priceBody.shape.price.extend({
    currency: z.literal(currency, `must be ${currency}, the currency of the shop`),
  })

export const newProductIn = (currency: string) =>
  newProductBody.extend({ price: priceIn(currency), brandId: id, categoryId: id })
export const productPatch = productPatchBody.extend({
  brandId: id.optional(),
  categoryId: id.optional(),
})
export const newPriceIn = (currency: string) => priceBody.extend({ price: priceIn(currency) })
