import { duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** Requests a second of one subject, or of one address where the token names nobody. */
  RATE_LIMIT: z.coerce.number().int().min(1).default(200),
  /** How many proxies stand before this service, whose `x-forwarded-for` is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
  /** How long analytics may take to name the best sold products; then the catalog's own five. */
  TOP_FIVE_TIMEOUT: duration('300ms'),
  TOP_FIVE_KEPT: duration('5s'),
}
export type GatewaySettings = z.infer<z.ZodObject<typeof settings>>

export const readConfig = () => readEnv({ ...serviceSettings, ...settings })
