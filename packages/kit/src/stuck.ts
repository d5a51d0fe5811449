import { type Kysely, sql } from 'kysely'
import type { StuckAnswer } from './internal-answers.ts'

// Whatever asks again and may give up has `order_id` and `stuck_at` in its table: that is all it
// takes to be shown to operations.

type Stuck = { order_id: string; status: string | null; asked: number | null; stuck_at: Date }

/** More than a person can look at; the oldest come first. */
const most = 200

/** What has been flagged stuck, in all tables of a service. */
export async function stuckThings<DB>(db: Kysely<DB>): Promise<StuckAnswer['stuck']> {
  const tables = await stuckTables(db)
  const found = await Promise.all(
    tables.map(async (kind) => (await stuckIn(db, kind)).map((row) => toAnswer(kind, row))),
  )
  return found.flat()
}

/** Gives each of these tables an index of the few rows that are stuck; harmless when done again. */
export async function indexStuck<DB>(db: Kysely<DB>) {
  const tables = await stuckTables(db)
  if (tables.length === 0) return
  await db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(hashtextextended('index stuck', 0))`.execute(tx)
    for (const table of tables) {
      await sql`create index if not exists ${sql.id(`${table}_stuck`)} on ${sql.table(table)} (stuck_at)
        where stuck_at is not null`.execute(tx)
    }
  })
}

async function stuckTables<DB>(db: Kysely<DB>): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select table_name as name from information_schema.columns
    where table_schema = current_schema() and column_name in ('order_id', 'stuck_at')
    group by table_name having count(*) = 2 order by table_name`.execute(db)
  return rows.map((row) => row.name)
}

async function stuckIn<DB>(db: Kysely<DB>, table: string): Promise<Stuck[]> {
  // Not every one of the tables has a status and a count; as JSON a column may be missing.
  const { rows } = await sql<Stuck>`
    select order_id, stuck_at, to_jsonb(t) ->> 'status' as status,
      (to_jsonb(t) ->> 'asked')::int as asked
    from ${sql.table(table)} t where stuck_at is not null order by stuck_at limit ${most}`.execute(
    db,
  )
  return rows
}

const toAnswer = (kind: string, { order_id, status, asked, stuck_at }: Stuck) => ({
  kind,
  orderId: order_id,
  status,
  asked,
  since: stuck_at.toISOString(),
})
