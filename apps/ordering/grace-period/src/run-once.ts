import { setTimeout as sleep } from 'node:timers/promises'
import { migrate, openDatabase } from '@shop/kit/db.ts'
import { createLog } from '@shop/kit/log.ts'
import { relayOutbox } from '@shop/kit/relay.ts'
import { createSidecar, type Sidecar } from '@shop/kit/sidecar.ts'
import { migrations } from '@shop/ordering/migrations.ts'
import type { Tables } from '@shop/ordering/tables.ts'
import type { GracePeriodConfig } from './config.ts'
import type { Counts } from './confirm-grace-periods.ts'
import { runTask } from './run-task.ts'
import type { Task } from './service.ts'

const source = 'grace-period'
const startOfSidecar = 3_000
const longestRelay = 10_000

/**
 * One run from the shell, as a CronJob has it: does the work, lets what was said leave through the
 * sidecar if there is one, and prints one line. Gives the exit code.
 */
export async function runOnce(config: GracePeriodConfig, print: (line: string) => void) {
  const log = createLog(source, config.LOG_LEVEL)
  const db = openDatabase<Tables>(source, config.DATABASE_URL, config.DATABASE_POOL, log)
  const sidecar = createSidecar(config)
  const task: Task = { config, db, log, now: () => new Date() }
  try {
    await migrate(db, migrations, log)
    const counts = await runTask(task)
    const waiting = await publish(task, sidecar)
    print(`grace-period: ${inWords(counts)}; ${waiting} waiting to be published`)
    return 0
  } catch (error) {
    print(`grace-period: failed: ${String(error)}`)
    return 1
  }
}

const inWords = (counts: Counts | undefined) =>
  counts
    ? `${counts.confirmed} confirmed (${counts.express} express), ${counts.again} again, ${counts.stuck} stuck`
    : 'another process has this tick'

/**
 * Publishes what the task has said, within bounds; gives how many events are left. They stay in
 * the outbox for the next run, or for a replica that serves the cron binding.
 */
async function publish({ db, log }: Task, sidecar: Sidecar): Promise<number> {
  const waiting = async () => {
    const { count } = await db
      .selectFrom('outbox')
      .where('source', '=', source)
      .where('published_at', 'is', null)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
  if ((await waiting()) > 0 && (await isUp(sidecar))) {
    const relayed = relayOutbox(db, sidecar, log, source)
    await Promise.race([relayed, sleep(longestRelay, undefined, { ref: false })])
  }
  return waiting()
}

/** A sidecar may start a moment after its app. */
async function isUp(sidecar: Sidecar): Promise<boolean> {
  const end = Date.now() + startOfSidecar
  while (Date.now() < end) {
    if (await sidecar.isUp()) return true
    await sleep(200)
  }
  return false
}
