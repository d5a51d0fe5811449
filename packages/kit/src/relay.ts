import { type Kysely, sql, type Transaction } from 'kysely'
import { inTransaction } from './db.ts'
import { failpoint } from './failpoint.ts'
import type { Logger } from './log.ts'
import type { MessagingTables } from './messaging.ts'
import { messaging } from './outbox.ts'
import type { Sidecar } from './sidecar.ts'

type Row = {
  id: string
  topic: string
  type: string
  source: string
  subject: string
  data: unknown
  priority: string | null
  traceparent: string | null
  occurred_at: Date
  attempts: number
  bytes: number
}

const batchRows = 100
const batchBytes = 1024 * 1024

/**
 * Publishes what the outbox holds, until nothing more can leave. A batch has each key's oldest
 * unpublished event only, so that a key's events leave in order and a failed one holds back its
 * own key alone. Rows are locked while they are published: replicas share the work.
 * Gives the number of events published.
 */
export async function relayOutbox<DB extends MessagingTables>(
  db: Kysely<DB>,
  sidecar: Pick<Sidecar, 'publish'>,
  log: Logger,
  source: string,
): Promise<number> {
  let published = 0
  for (;;) {
    const batch = await inTransaction(messaging(db), (tx) => relayBatch(tx, sidecar, log, source))
    published += batch
    if (batch === 0) return published
  }
}

async function relayBatch(
  tx: Transaction<MessagingTables>,
  sidecar: Pick<Sidecar, 'publish'>,
  log: Logger,
  source: string,
): Promise<number> {
  const rows = withinBytes(await claim(tx, source))
  for (const row of rows) failpoint('relay.claimed', row.type)
  const topics = [...new Set(rows.map((row) => row.topic))]
  const answers = await Promise.all(
    topics.map((topic) => {
      const entries = rows.filter((row) => row.topic === topic)
      return publishTopic(sidecar, log, topic, entries)
    }),
  )
  const failed = new Map(answers.flatMap((errors) => [...errors]))
  const sent = rows.filter((row) => !failed.has(row.id)).map((row) => row.id)
  for (const row of rows) failpoint('relay.published', row.type)
  if (sent.length > 0) {
    await sql`update outbox set published_at = now() where id = any(${sent}::uuid[])`.execute(tx)
  }
  for (const [id, error] of failed) await holdBack(tx, id, error)
  return sent.length
}

/**
 * The oldest waiting event of each key, unless it failed and its time has not come again; none
 * while the relays are held.
 */
async function claim(tx: Transaction<MessagingTables>, source: string): Promise<Row[]> {
  const found = await sql<Row>`
    select id, topic, type, source, subject, data, priority, traceparent, occurred_at, attempts,
           octet_length(data::text) as bytes
    from outbox o
    where published_at is null and source = ${source}
      and (retry_at is null or retry_at <= now())
      and not exists (select from relay_holds)
      and not exists (select from outbox p
        where p.published_at is null and p.subject = o.subject and p.seq < o.seq)
    order by seq limit ${batchRows} for update skip locked`.execute(tx)
  return found.rows
}

/** As many of the first rows as fit one request; one always does. */
function withinBytes(rows: readonly Row[]): Row[] {
  let bytes = 0
  return rows.filter((row, index) => {
    bytes += row.bytes
    return index === 0 || bytes <= batchBytes
  })
}

async function publishTopic(
  sidecar: Pick<Sidecar, 'publish'>,
  log: Logger,
  topic: string,
  rows: readonly Row[],
): Promise<Map<string, string>> {
  const entries = rows.map((row) => ({ id: row.id, key: row.subject, event: cloudEvent(row) }))
  try {
    const failed = await sidecar.publish(topic, entries)
    if (failed.size > 0) log.warn({ topic, failed: failed.size }, 'the broker refused some events')
    return new Map([...failed].map((id) => [id, 'refused by the broker']))
  } catch (error) {
    log.warn({ topic, waiting: rows.length, err: error }, 'could not publish; will try again')
    return new Map(rows.map((row) => [row.id, String(error)]))
  }
}

/** CloudEvents 1.0, JSON format (§3.1); `priority` is an extension that routing rules read. */
const cloudEvent = (row: Row) => ({
  specversion: '1.0',
  id: row.id,
  source: row.source,
  type: row.type,
  subject: row.subject,
  time: row.occurred_at.toISOString(),
  datacontenttype: 'application/json',
  ...(row.priority && { priority: row.priority }),
  ...(row.traceparent && { traceparent: row.traceparent }),
  data: row.data,
})

/** Tries again after 250 ms, doubled with each attempt up to 10 s. */
async function holdBack(tx: Transaction<MessagingTables>, id: string, error: string) {
  await sql`
    update outbox set attempts = attempts + 1, last_error = ${error.slice(0, 1_000)},
      retry_at = now() + least(10000, 250 * power(2, least(attempts, 10))) * interval '1 millisecond'
    where id = ${id}`.execute(tx)
}
