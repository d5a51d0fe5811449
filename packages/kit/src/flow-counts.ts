import { type Kysely, type RawBuilder, sql, type Transaction } from 'kysely'
import type { FlowTotalsTable } from './flow-tables.ts'
import type { FlowCount, WaitingCount } from './internal-answers.ts'
import type { MessagingTables } from './messaging.ts'

type Kind = FlowTotalsTable['kind']

/** Where the events of a kind are: inserted or updated with the time of their transaction's start. */
const rows: Readonly<Record<Kind, RawBuilder<unknown>>> = {
  published: sql`select source as party, topic, type, published_at as at from outbox
    where published_at is not null`,
  handled: sql`select handler as party, topic, type, handled_at as at from inbox`,
}

/** A transaction shows itself a little after it has begun. */
const showsWithin = 5_000

/**
 * Adds to the totals what came since the last time, so that reading them never goes through a
 * month of rows. One replica does it at a time; it keeps `distance` (ms) from the present.
 */
export const countFlow = (db: Kysely<MessagingTables>, distance = showsWithin) =>
  db.transaction().execute(async (tx) => {
    if (!(await takeLock(tx))) return
    const until = await settledUntil(tx, distance)
    await countUp(tx, 'published', until)
    await countUp(tx, 'handled', until)
  })

async function takeLock(tx: Transaction<MessagingTables>): Promise<boolean> {
  const { rows: found } = await sql<{ taken: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('count flow', 0)) as taken`.execute(tx)
  return found[0]?.taken === true
}

/**
 * A moment before which every row is there: rows carry the time at which their transaction began,
 * and none that began earlier is still open.
 */
async function settledUntil(tx: Transaction<MessagingTables>, distance: number): Promise<Date> {
  const { rows: found } = await sql<{ until: Date }>`
    select least(min(xact_start), clock_timestamp() - ${distance} * interval '1 millisecond') as until
    from pg_stat_activity
    where datname = current_database() and usename = current_user and pid <> pg_backend_pid()`.execute(
    tx,
  )
  return found[0]?.until ?? new Date(0)
}

const markOf = (kind: Kind) => sql`(select counted_until from flow_marks where kind = ${kind})`

async function countUp(tx: Transaction<MessagingTables>, kind: Kind, until: Date) {
  await sql`
    insert into flow_totals (kind, party, topic, type, count, last_at)
    select ${kind}, party, topic, type, count(*), max(at) from (${rows[kind]}) r
    where at >= ${markOf(kind)} and at < ${until} group by party, topic, type
    on conflict (kind, party, topic, type) do update set
      count = flow_totals.count + excluded.count,
      last_at = greatest(flow_totals.last_at, excluded.last_at)`.execute(tx)
  await sql`update flow_marks set counted_until = ${until}
    where kind = ${kind} and counted_until < ${until}`.execute(tx)
}

type Counted = Omit<FlowCount, 'lastAt'> & { readonly party: string; readonly last_at: Date }

/** All that was ever published or handled, by party, topic and type: totals and the rows since. */
export async function readCounts(db: Kysely<MessagingTables>, kind: Kind) {
  const { rows: found } = await sql<Counted>`
    select party, topic, type, sum(count)::bigint as count, sum(recent)::bigint as "lastMinute",
      max(last_at) as last_at
    from (
      select party, topic, type, count, last_at, 0 as recent from flow_totals where kind = ${kind}
      union all
      select party, topic, type, count(*) filter (where at >= ${markOf(kind)}), max(at),
        count(*) filter (where at > now() - interval '1 minute')
      from (${rows[kind]}) r
      where at >= least(${markOf(kind)}, now() - interval '1 minute') group by party, topic, type
    ) counts
    group by party, topic, type order by topic, type, party`.execute(db)
  return found.map(({ last_at, ...count }) => ({ ...count, lastAt: last_at.toISOString() }))
}

/** Of more that wait, only so many are counted: a long outage must not make looking slow. */
const countedAtMost = 100_000

/** What waits in the outbox for its broker, by topic. */
export async function readWaiting(
  db: Kysely<MessagingTables>,
  source: string,
): Promise<WaitingCount[]> {
  const { rows: found } = await sql<{ topic: string; count: number; oldest: Date }>`
    select topic, count(*) as count, min(occurred_at) as oldest
    from (select topic, occurred_at from outbox where published_at is null and source = ${source}
      order by seq limit ${countedAtMost}) waiting
    group by topic order by topic`.execute(db)
  return found.map(({ oldest, ...rest }) => ({ ...rest, oldest: oldest.toISOString() }))
}

/** Events that failed within the last two minutes and have not been handled since. */
export async function readFailing(db: Kysely<MessagingTables>) {
  const { rows: found } = await sql<{ topic: string; handler: string; count: number }>`
    select topic, handler, count(*) as count from failures f
    where last_at > now() - interval '2 minutes' and not exists (
      select from inbox i where i.event_id = f.event_id and i.handler = f.handler)
    group by topic, handler order by topic, handler`.execute(db)
  return found
}
