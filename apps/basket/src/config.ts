import { databaseSettings, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** Signs the cookie that leads an anonymous shopper to their basket. */
  BASKET_COOKIE_SECRET: z.string().min(16).default('development-basket-cookie-secret'),
}
export type BasketSettings = z.infer<z.ZodObject<typeof settings>>

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readEnv({ ...serviceSettings, ...databaseSettings, ...settings }, env)
  const { NODE_ENV, BASKET_COOKIE_SECRET } = config
  if (NODE_ENV === 'production' && BASKET_COOKIE_SECRET.startsWith('development-')) {
    throw new Error('BASKET_COOKIE_SECRET must be a secret of your own when NODE_ENV is production')
  }
  return config
}
