import { databaseSettings, duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const month = 30 * 24 * 3_600_000

const settings = {
  /** How long an event can be replayed; 30 days at least. */
  EVENTS_KEPT: duration('8760h').refine((ms) => ms >= month, 'must be 720h or more'),
  /** How long after a minute's end its sales are summarized: most late events have come by then. */
  SUMMARY_DELAY: duration('5s'),
  /** How far back the top five look. */
  TOP_FIVE_DAYS: z.coerce.number().int().min(1).max(3_650).default(30),
  /** How old the top five may be. */
  TOP_FIVE_EVERY: duration('5s'),
  /** How often an open stream hears at least a comment, so that nothing on its way gives it up. */
  HEARTBEAT_EVERY: duration('15s'),
}
export type AnalyticsSettings = z.infer<z.ZodObject<typeof settings>> & {
  /** Also for the connection that listens for what other replicas write. */
  readonly DATABASE_URL: string
}

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
