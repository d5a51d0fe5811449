import { type Kysely, type RawBuilder, sql } from 'kysely'
import { newId } from './ids.ts'
import { replica } from './replica.ts'

// The record of a service's tasks: each run's start, end, outcome and counts, kept for 7 days.

export type TaskExecutionTable = {
  id: string
  name: string
  scheduled_at: Date
  started_at: Date
  ended_at: Date | null
  outcome: 'done' | 'failed' | 'died' | null
  error: string | null
  /** JSON: how many of what. */
  counts: string | null
  replica: string
}
export type TaskTables = { task_execution: TaskExecutionTable }

/** For a migration of the service whose tasks they are. */
export const taskStatements = [
  `create table task_execution (
      id uuid primary key, name text not null, scheduled_at timestamptz not null,
      started_at timestamptz not null, ended_at timestamptz, outcome text, error text,
      counts jsonb, replica text not null)`,
  'create index task_execution_recent on task_execution (name, started_at)',
] as const

/** Beside them, where tasks are run by `claimRun`. */
export const tickStatements = [
  'create unique index task_execution_tick on task_execution (name, scheduled_at)',
  'create index task_execution_open on task_execution (name) where ended_at is null',
] as const

type Counts = Readonly<Record<string, number>>

/** Where nothing else shows that a run is alive: one that takes longer has died with its process. */
const longestRun = 5 * 60_000
const keptFor = 7 * 24 * 3_600_000

/** Records a run of a task that several replicas may run at a time. */
export async function recordRun<DB extends TaskTables, C extends Counts>(
  db: Kysely<DB>,
  name: string,
  now: () => Date,
  run: () => Promise<C>,
): Promise<C> {
  const started = now()
  await closeOldRuns(tasks(db), name, started, new Date(started.getTime() - longestRun))
  const id = newId()
  await start(tasks(db), { id, name, started_at: started, scheduled_at: started }).execute()
  return carryOut(tasks(db), id, now, run)
}

/**
 * Runs a task for one tick of its schedule, in one of all the replicas whose clocks fire; the
 * others get undefined and record nothing. A lock is held while the run lasts, so runs never
 * overlap, and who has it knows that a run without an end has died. Takes two connections.
 */
export function claimRun<DB extends TaskTables, C extends Counts>(
  db: Kysely<DB>,
  name: string,
  now: () => Date,
  run: () => Promise<C>,
): Promise<C | undefined> {
  return tasks(db)
    .transaction()
    .execute(async (lock) => {
      if (!(await takeLock(lock, name))) return undefined
      const started = now()
      await closeOldRuns(tasks(db), name, started)
      const id = newId()
      const first = await start(tasks(db), { id, name, started_at: started, scheduled_at: tick })
        .onConflict((row) => row.columns(['name', 'scheduled_at']).doNothing())
        .executeTakeFirst()
      if (first.numInsertedOrUpdatedRows === 0n) return undefined
      return carryOut(tasks(db), id, now, run)
    })
}

/** Kysely's types are invariant, hence the cast. */
const tasks = <DB extends TaskTables>(db: Kysely<DB>): Kysely<TaskTables> =>
  db as unknown as Kysely<TaskTables>

/**
 * The second that the schedule meant, by the database's clock since those of the replicas differ.
 * Rounded: clocks fire on the second, and truncating would part the early ones from the late.
 */
const tick = sql<Date>`date_trunc('second', clock_timestamp() + interval '0.5 second')`

async function takeLock(tx: Kysely<TaskTables>, name: string): Promise<boolean> {
  const { rows } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended(${`task ${name}`}, 0)) as taken`.execute(tx)
  return rows[0]?.taken === true
}

type Started = { id: string; name: string; started_at: Date; scheduled_at: Date | RawBuilder<Date> }

const start = (db: Kysely<TaskTables>, run: Started) =>
  db.insertInto('task_execution').values({ ...run, replica })

async function carryOut<C extends Counts>(
  db: Kysely<TaskTables>,
  id: string,
  now: () => Date,
  run: () => Promise<C>,
): Promise<C> {
  try {
    const counts = await run()
    await end(db, id, { ended_at: now(), outcome: 'done', counts: JSON.stringify(counts) })
    return counts
  } catch (error) {
    await end(db, id, { ended_at: now(), outcome: 'failed', error: String(error).slice(0, 1_000) })
    throw error
  }
}

type End = { ended_at: Date; outcome: 'done' | 'failed'; counts?: string; error?: string }

const end = (db: Kysely<TaskTables>, id: string, values: End) =>
  db.updateTable('task_execution').set(values).where('id', '=', id).execute()

/** Marks runs that died, and forgets those of long ago. */
async function closeOldRuns(db: Kysely<TaskTables>, name: string, now: Date, diedBefore?: Date) {
  let open = db
    .updateTable('task_execution')
    .set({ outcome: 'died', ended_at: now })
    .where('name', '=', name)
    .where('ended_at', 'is', null)
  if (diedBefore) open = open.where('started_at', '<', diedBefore)
  await open.execute()
  await db
    .deleteFrom('task_execution')
    .where('name', '=', name)
    .where('started_at', '<', new Date(now.getTime() - keptFor))
    .execute()
}
