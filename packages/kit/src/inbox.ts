import type { Transaction } from 'kysely'
import type { MessagingTables } from './messaging.ts'
import { messaging } from './outbox.ts'

type Handled = {
  readonly id: string
  readonly handler: string
  readonly topic: string
  readonly type: string
  readonly subject: string | undefined
}

/**
 * Notes that a handler takes an event; false if it has taken it before. A second delivery that
 * comes meanwhile waits here until the first has committed or rolled back.
 */
export async function takeOnce<DB extends MessagingTables>(
  tx: Transaction<DB>,
  { id, handler, topic, type, subject }: Handled,
): Promise<boolean> {
  const result = await messaging(tx)
    .insertInto('inbox')
    .values({ event_id: id, handler, topic, type, subject: subject ?? null })
    .onConflict((row) => row.columns(['event_id', 'handler']).doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
