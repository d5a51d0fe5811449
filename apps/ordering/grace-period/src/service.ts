import type { ServiceConfig } from '@shop/kit/config.ts'
import type { Service } from '@shop/kit/service.ts'
import type { Tables } from '@shop/ordering/tables.ts'
import type { GracePeriodSettings } from './config.ts'

export type GracePeriodService = Service<Tables, ServiceConfig & GracePeriodSettings>

/** What a run needs, in a service or from the shell. */
export type Task = Pick<GracePeriodService, 'db' | 'log' | 'now'> & {
  readonly config: Pick<GracePeriodService['config'], 'GRACE_PERIOD' | 'ASK_AGAIN_AFTER'>
}
