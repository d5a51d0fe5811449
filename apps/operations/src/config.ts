import { databaseSettings, duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import type { z } from 'zod'

const settings = {
  /** How long a service may take to tell of itself, before it counts as one that doesn't answer. */
  ANSWER_TIMEOUT: duration('2s'),
  /** How long what the services told is shown before they are asked again. */
  ANSWERS_KEPT: duration('2s'),
}
export type OperationsSettings = z.infer<z.ZodObject<typeof settings>>

export const readConfig = () => readEnv({ ...serviceSettings, ...databaseSettings, ...settings })
