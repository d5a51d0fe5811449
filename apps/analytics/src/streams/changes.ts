import type { Logger } from '@shop/kit/log.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'

/** Where Postgres tells the replicas that models have changed, and no more than that. */
export const changesChannel = 'models_changed'

export const announceChange = (db: Kysely<Tables>) =>
  sql`select pg_notify(${changesChannel}, '')`.execute(db)

/**
 * Runs once for all that woke it within `ms`: at once for the first, then when the time is over.
 */
export function atMostEvery(ms: number, run: () => unknown) {
  let last = Number.NEGATIVE_INFINITY
  let timer: NodeJS.Timeout | undefined
  const fire = () => {
    timer = undefined
    last = performance.now()
    run()
  }
  return {
    wake() {
      timer ??= setTimeout(fire, Math.max(0, last + ms - performance.now()))
    },
    stop: () => clearTimeout(timer),
  }
}

const second = 1_000

/** Tells all replicas of changes, this one too; what could not be told is told with the next try. */
export function createAnnouncer(db: Kysely<Tables>, log: Logger) {
  const announcer = atMostEvery(second, async () => {
    try {
      await announceChange(db)
    } catch (err) {
      log.warn({ err }, 'could not tell the other replicas of changes; will try again')
      announcer.wake()
    }
  })
  return announcer
}
