import { type Kysely, sql, type Transaction } from 'kysely'
import { type Fact, fact } from './fact.ts'
import type { Tables } from './tables.ts'

/** An event by its id, and what it tells. */
export type Told = { readonly id: string; readonly type: string; readonly fact: Fact }

export async function keepEvent(tx: Transaction<Tables>, told: Told, now: Date) {
  await tx
    .insertInto('events')
    .values({
      event_id: told.id,
      order_id: told.fact.orderId,
      type: told.type,
      fact: JSON.stringify(told.fact),
      heard_at: now,
    })
    // The inbox may have forgotten an event that is still kept here.
    .onConflict((row) => row.column('event_id').doNothing())
    .execute()
}

/** What was told of these orders, by their ids, in the order in which it was heard. */
export async function factsOf(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, readonly Fact[]>> {
  if (orderIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('events')
    .where('order_id', 'in', orderIds)
    .select(['order_id', 'fact'])
    .orderBy('heard_at')
    .orderBy('event_id')
    .execute()
  const facts = new Map<string, Fact[]>(orderIds.map((orderId) => [orderId, []]))
  for (const row of rows) facts.get(row.order_id)?.push(fact.parse(row.fact))
  return facts
}

/** The ids of the next orders after one of which events are kept. */
export async function ordersAfter(
  db: Kysely<Tables>,
  after: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('events')
    .where('order_id', '>', after)
    .select('order_id')
    .distinct()
    .orderBy('order_id')
    .limit(limit)
    .execute()
  return rows.map((row) => row.order_id)
}

/** Forgets events heard before then. What was made of them stays, and is known to be no more than that. */
export async function forgetEvents(db: Kysely<Tables>, heardBefore: Date) {
  await sql`
    with gone as (delete from events where heard_at < ${heardBefore} returning order_id)
    update orders set is_partial = true
    where not is_partial and order_id in (select order_id from gone)`.execute(db)
}
