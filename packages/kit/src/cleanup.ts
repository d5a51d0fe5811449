import { type Kysely, sql } from 'kysely'
import type { MessagingTables } from './messaging.ts'

/** Longer than any broker keeps a message (DESIGN §3.8). */
const keptDays = 30

/** Deletes what was published, handled or failed long ago; never what still waits. */
export async function keepTidy(db: Kysely<MessagingTables>) {
  const before = sql<Date>`now() - make_interval(days => ${keptDays})`
  await db.deleteFrom('outbox').where('published_at', '<', before).execute()
  await db.deleteFrom('inbox').where('handled_at', '<', before).execute()
  await db.deleteFrom('failures').where('last_at', '<', before).execute()
}
