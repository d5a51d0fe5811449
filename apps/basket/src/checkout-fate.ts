import { inTransaction } from '@shop/kit/db.ts'
import { type Kysely, sql, type Transaction } from 'kysely'
import type { Tables } from './tables.ts'

// A frozen basket's order id is either accepted or abandoned, whichever Postgres has first, and
// for good: so a checkout that took too long can't order what its shopper has got back.

export type Fate = 'accepted' | 'abandoned'

/** Whoever decides on an order id does so alone until the transaction ends. */
export async function lockFate(tx: Transaction<Tables>, orderId: string) {
  await sql`select pg_advisory_xact_lock(hashtextextended(${orderId}, 0))`.execute(tx)
}

/** What has been decided, if something has. */
export async function fateOf(db: Kysely<Tables>, orderId: string): Promise<Fate | undefined> {
  const find = (table: 'checkouts' | 'abandoned_checkouts') =>
    db.selectFrom(table).where('order_id', '=', orderId).select('order_id').executeTakeFirst()
  if (await find('checkouts')) return 'accepted'
  return (await find('abandoned_checkouts')) ? 'abandoned' : undefined
}

/** Gives a checkout up, unless it has been accepted. */
export const abandon = (db: Kysely<Tables>, orderId: string, now: Date): Promise<Fate> =>
  inTransaction(db, async (tx) => {
    await lockFate(tx, orderId)
    const fate = await fateOf(tx, orderId)
    if (fate) return fate
    await tx
      .insertInto('abandoned_checkouts')
      .values({ order_id: orderId, abandoned_at: now })
      .execute()
    return 'abandoned'
  })

const keptFor = 30 * 24 * 3_600_000

/** Forgets order ids that nobody can still be at. */
export async function forgetAbandoned(db: Kysely<Tables>, now: Date) {
  await db
    .deleteFrom('abandoned_checkouts')
    .where('abandoned_at', '<', new Date(now.getTime() - keptFor))
    .execute()
}
