import { databaseSettings, duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const settings = {
  /** How long a buyer may be away and still be told of every update, not only of the latest. */
  UPDATES_KEPT: duration('720h'),
  /** How often an open stream hears at least a comment, so that nothing on its way gives it up. */
  HEARTBEAT_EVERY: duration('15s'),
  /** Open streams of one user in one replica; one more closes the oldest. */
  STREAMS_PER_USER: z.coerce.number().int().min(1).max(1_000).default(20),
  /** The output binding component that sends mail; empty for none. */
  MAIL_BINDING: z.string().default(''),
}
export type NotificationsSettings = z.infer<z.ZodObject<typeof settings>> & {
  /** Also for the connection that listens for what other replicas write. */
  readonly DATABASE_URL: string
}

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
