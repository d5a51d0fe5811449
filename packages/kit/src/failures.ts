import { type Kysely, sql } from 'kysely'
import type { MessagingTables } from './messaging.ts'
import { messaging } from './outbox.ts'

export type Failed = {
  readonly id: string
  readonly handler: string
  readonly topic: string
  readonly type: string
  readonly subject: string | undefined
}

/** Records why a handler failed, outside of its transaction, so that it outlives the rollback. */
export async function recordFailure<DB extends MessagingTables>(
  db: Kysely<DB>,
  { id, handler, topic, type, subject }: Failed,
  error: string,
) {
  const last_error = error.slice(0, 4_000)
  await messaging(db)
    .insertInto('failures')
    .values({ event_id: id, handler, topic, type, subject: subject ?? null, last_error })
    .onConflict((row) =>
      row.columns(['event_id', 'handler']).doUpdateSet({
        attempts: sql`failures.attempts + 1`,
        last_error,
        last_at: sql`now()`,
      }),
    )
    .execute()
}
