import type { ServiceConfig } from '@shop/kit/config.ts'
import { migrate, openDatabase } from '@shop/kit/db.ts'
import { createLog } from '@shop/kit/log.ts'
import type { AnalyticsSettings } from './config.ts'
import { migrations } from './migrations.ts'
import { rebuild } from './rebuild.ts'
import { announceChange } from './streams/changes.ts'
import type { Tables } from './tables.ts'

/** The task of `--rebuild`: makes the models anew, tells the running replicas, and is done. */
export async function rebuildOnce(config: ServiceConfig & AnalyticsSettings) {
  const log = createLog('analytics', config.LOG_LEVEL)
  const db = openDatabase<Tables>('analytics-rebuild', config.DATABASE_URL, 2, log)
  try {
    await migrate(db, migrations, log)
    const started = performance.now()
    const orders = await rebuild({ db, config, now: () => new Date() })
    await announceChange(db)
    log.info({ orders, ms: Math.round(performance.now() - started) }, 'made anew')
  } finally {
    await db.destroy()
  }
}
