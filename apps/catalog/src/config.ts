import { databaseSettings, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** How many products the shop starts with; raised later, only those that are missing are added. */
  SEED_PRODUCTS: z.coerce.number().int().min(0).max(1_000_000).default(60),
  /** The starting stock of each seeded product, for loads; without it 20 to 200. */
  SEED_STOCK: z.coerce.number().int().min(0).max(1_000_000_000).optional(),
}
export type CatalogSettings = z.infer<z.ZodObject<typeof settings>>

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
