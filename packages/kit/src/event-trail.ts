import type { Kysely, Selectable } from 'kysely'
import { contracts } from './events.ts'
import type { Failure, FailuresAnswer, TrailAnswer } from './internal-answers.ts'
import type { FailuresTable, MessagingTables } from './messaging.ts'

/** An order has some twenty events; what has more is not a person's to read. */
const most = 1_000

/** Whether the inbox is this app's: the grace-period task has its tables in those of ordering. */
export const hearsAny = (app: string): boolean =>
  contracts.some((contract) => contract.hears.includes(app))

/** Why an event failed here, and which of the handlers have handled it. */
export async function failuresOf(
  db: Kysely<MessagingTables>,
  eventId: string,
): Promise<FailuresAnswer> {
  const failed = await db
    .selectFrom('failures')
    .where('event_id', '=', eventId)
    .selectAll()
    .orderBy('last_at', 'desc')
    .execute()
  const taken = await db
    .selectFrom('inbox')
    .where('event_id', '=', eventId)
    .select(['handler', 'handled_at'])
    .orderBy('handled_at')
    .execute()
  return {
    failures: failed.map(toFailure),
    handled: taken.map((row) => ({ handler: row.handler, at: row.handled_at.toISOString() })),
  }
}

/** What this app has said and handled about a subject, and what failed, each oldest first. */
export async function trailOf(
  db: Kysely<MessagingTables>,
  app: string,
  subject: string,
): Promise<TrailAnswer> {
  const said = await saidAbout(db, app, subject)
  if (!hearsAny(app)) return { said, handled: [], failed: [] }
  const handled = await db
    .selectFrom('inbox')
    .where('subject', '=', subject)
    .selectAll()
    .orderBy('handled_at')
    .limit(most)
    .execute()
  const failed = await db
    .selectFrom('failures')
    .where('subject', '=', subject)
    .selectAll()
    .orderBy('first_at')
    .limit(most)
    .execute()
  return {
    said,
    handled: handled.map(({ event_id, topic, type, handler, handled_at }) => ({
      eventId: event_id,
      topic,
      type,
      handler,
      at: handled_at.toISOString(),
    })),
    failed: failed.map((row) => ({ eventId: row.event_id, ...toFailure(row) })),
  }
}

async function saidAbout(db: Kysely<MessagingTables>, source: string, subject: string) {
  const rows = await db
    .selectFrom('outbox')
    .where('subject', '=', subject)
    .where('source', '=', source)
    .select(['id', 'topic', 'type', 'source', 'occurred_at', 'published_at', 'attempts'])
    .select(['last_error', 'traceparent'])
    .orderBy('seq')
    .limit(most)
    .execute()
  return rows.map((row) => ({
    eventId: row.id,
    topic: row.topic,
    type: row.type,
    source: row.source,
    at: row.occurred_at.toISOString(),
    publishedAt: row.published_at?.toISOString() ?? null,
    attempts: row.attempts,
    lastError: row.last_error,
    traceId: row.traceparent?.split('-')[1] ?? null,
  }))
}

const toFailure = (row: Selectable<FailuresTable>): Failure => ({
  handler: row.handler,
  topic: row.topic,
  type: row.type,
  attempts: row.attempts,
  lastError: row.last_error,
  firstAt: row.first_at.toISOString(),
  lastAt: row.last_at.toISOString(),
})
