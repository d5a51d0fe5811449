import { databaseSettings, duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** How many charges are under way at a time in one replica. */
  PAYMENT_CONCURRENCY: z.coerce.number().int().min(1).max(100).default(8),
  /** For simulations: the share of good cards that the demo provider approves. */
  PAYMENT_SUCCESS_RATE: z.coerce.number().min(0).max(1).default(1),
  /** How long the demo provider's slow card takes. */
  SLOW_CARD_TAKES: duration('5s'),
}
export type PaymentSettings = z.infer<z.ZodObject<typeof settings>>

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
