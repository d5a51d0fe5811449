import { hostname } from 'node:os'
import { newId } from '@shop/kit/ids.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Counts = Readonly<Record<string, number>>

/** A run that takes longer has died with its process. */
const longestRun = 5 * 60_000
const keptFor = 7 * 24 * 3_600_000
const replica = `${hostname()}-${process.pid}`

/** Records a run of a task: start, end, outcome and what it did. */
export async function recordRun(
  db: Kysely<Tables>,
  name: string,
  now: () => Date,
  run: () => Promise<Counts>,
) {
  const started = now()
  await closeOldRuns(db, name, started)
  const id = newId()
  await db
    .insertInto('task_execution')
    .values({ id, name, scheduled_at: started, started_at: started, replica })
    .execute()
  try {
    const counts = JSON.stringify(await run())
    await end(db, id, { ended_at: now(), outcome: 'done', counts })
  } catch (error) {
    await end(db, id, { ended_at: now(), outcome: 'failed', error: String(error).slice(0, 1_000) })
    throw error
  }
}

type End = { ended_at: Date; outcome: 'done' | 'failed'; counts?: string; error?: string }

const end = (db: Kysely<Tables>, id: string, values: End) =>
  db.updateTable('task_execution').set(values).where('id', '=', id).execute()

async function closeOldRuns(db: Kysely<Tables>, name: string, now: Date) {
  const before = (ms: number) => new Date(now.getTime() - ms)
  const runs = db.updateTable('task_execution').where('name', '=', name)
  await runs
    .set({ outcome: 'died', ended_at: now })
    .where('ended_at', 'is', null)
    .where('started_at', '<', before(longestRun))
    .execute()
  await db
    .deleteFrom('task_execution')
    .where('name', '=', name)
    .where('started_at', '<', before(keptFor))
    .execute()
}
