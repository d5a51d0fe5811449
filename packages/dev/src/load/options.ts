import { duration } from '@shop/kit/config.ts'
import { z } from 'zod'

const count = (fallback: number, most: number) =>
  z.coerce.number().int().min(1).max(most).default(fallback)
const share = (fallback: number) => z.coerce.number().min(0).max(1).default(fallback)

/** What a load is made of; `parse({})` gives the usual one. */
export const loadOptions = z.strictObject({
  orders: count(500, 1_000_000),
  /** Buyers who order at the same time, each one order after the other. */
  clients: count(20, 500),
  /** The share of orders whose card is declined. */
  decline: share(0.1),
  /** The share of orders that their buyer cancels soon after. */
  cancel: share(0.1),
  /** The share of orders that want a product which is sold out. */
  reject: share(0.05),
  /** The share of express orders. */
  express: share(0.1),
  /** The same seed makes the same orders. */
  seed: z.coerce.number().int().min(0).default(1),
  /** How many products are bought; 1 makes it a hot one. */
  products: count(20, 10_000),
  /**
   * Units that each of them gets on top first; as many as all orders need where it isn't given. With
   * too few, orders may be rejected that are not meant to be.
   */
  stock: z.coerce.number().int().min(0).max(1_000_000).optional(),
  /** How long nothing may go forward before the load is given up. */
  patience: duration('2m'),
})
export type LoadOptions = Readonly<z.infer<typeof loadOptions>>
