import { duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** The address that browsers use, without a path: where logins come back to. */
  STOREFRONT_URL: z.url().transform((url) => new URL(url).origin),
  STOREFRONT_CLIENT_SECRET: z.string().default('development-storefront-secret'),
  /** How long a login lasts at most. */
  SESSION_TTL: duration('168h'),
  /** How many proxies stand before this service, whose `x-forwarded-for` is believed. */
  TRUST_PROXY: z.coerce.number().int().min(0).max(10).default(0),
}
export type StorefrontSettings = z.infer<z.ZodObject<typeof settings>>

export function readConfig(env: NodeJS.ProcessEnv = process.env) {
  const config = readEnv({ ...serviceSettings, ...settings }, env)
  if (config.NODE_ENV === 'production' && isDevelopmentOnly(config.STOREFRONT_CLIENT_SECRET)) {
    throw new Error(
      'STOREFRONT_CLIENT_SECRET must be a secret of your own when NODE_ENV is production',
    )
  }
  return config
}

const isDevelopmentOnly = (secret: string) => !secret || secret.startsWith('development-')
