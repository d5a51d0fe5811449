import { databaseSettings, duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** How long a shopper can think better of an order before the shop takes it up. */
  GRACE_PERIOD: duration('15s'),
  /** A run holds one connection while it works on another. */
  DATABASE_POOL: z.coerce.number().int().min(2).default(10),
}
export type GracePeriodSettings = Pick<z.infer<z.ZodObject<typeof settings>>, 'GRACE_PERIOD'>

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
export type GracePeriodConfig = ReturnType<typeof readConfig>

/** A run from the shell listens to nobody, checks nobody's token, and prints one line. */
export const readOnceConfig = (): GracePeriodConfig =>
  readEnv({
    ...serviceSettings,
    ...databaseSettings,
    ...settings,
    APP_PORT: serviceSettings.APP_PORT.default(0),
    OIDC_ISSUER: serviceSettings.OIDC_ISSUER.default('http://127.0.0.1'),
    LOG_LEVEL: serviceSettings.LOG_LEVEL.unwrap().default('warn'),
  })
