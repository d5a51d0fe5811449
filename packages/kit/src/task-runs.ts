import { type Kysely, sql } from 'kysely'
import type { TasksAnswer } from './internal-answers.ts'
import type { MessagingTables } from './messaging.ts'

/** Of each task so many of the latest runs, whatever they did, */
const latest = 20
/** and so many of those that did something or failed, */
const eventful = 80
/** out of so many: a task may run each second and find nothing to do for days. */
const lookedAt = 3_600

type Run = {
  id: string
  name: string
  scheduled_at: Date
  started_at: Date
  ended_at: Date | null
  outcome: 'done' | 'failed' | 'died' | null
  error: string | null
  counts: Record<string, number> | null
  replica: string
}

/** The runs of this service's tasks, the latest first; none where it has no `task_execution`. */
export async function taskRuns(db: Kysely<MessagingTables>): Promise<TasksAnswer['runs']> {
  if (!(await hasTasks(db))) return []
  const { rows } = await sql<Run>`
    with recursive names as (
      (select name from task_execution order by name limit 1)
      union all
      select (select name from task_execution t where t.name > names.name order by name limit 1)
      from names where names.name is not null)
    select runs.* from names cross join lateral (
      (select * from task_execution t where t.name = names.name
        order by started_at desc limit ${latest})
      union
      (select * from (select * from task_execution t where t.name = names.name
          order by started_at desc limit ${lookedAt}) recent
        where outcome is distinct from 'done'
          or exists (select from jsonb_each_text(counts) c where c.value <> '0')
        order by started_at desc limit ${eventful})) runs
    order by started_at desc, name`.execute(db)
  return rows.map(toAnswer)
}

const toAnswer = (run: Run) => ({
  id: run.id,
  name: run.name,
  scheduledAt: run.scheduled_at.toISOString(),
  startedAt: run.started_at.toISOString(),
  endedAt: run.ended_at?.toISOString() ?? null,
  outcome: run.outcome,
  error: run.error,
  counts: run.counts,
  replica: run.replica,
})

async function hasTasks(db: Kysely<MessagingTables>): Promise<boolean> {
  const { rows } = await sql<{ there: boolean }>`
    select to_regclass('task_execution') is not null as there`.execute(db)
  return rows[0]?.there === true
}
