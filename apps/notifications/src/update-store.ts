import { type Kysely, sql, type Transaction } from 'kysely'
import type { OrderUpdate } from './order-update.ts'
import type { Tables, UpdatesTable } from './tables.ts'

/** Where Postgres tells the replicas of an update: its buyer's id and its number, nothing more. */
export const updatesChannel = 'order_updates'

/** Which of a buyer's updates one is. */
export type Place = { readonly buyerId: string; readonly seq: number }

export async function notifyReplicas(db: Kysely<Tables>, places: readonly Place[]) {
  const payloads = places.map(({ buyerId, seq }) => JSON.stringify([buyerId, seq]))
  await sql`select pg_notify(${updatesChannel}, payload)
    from unnest(${payloads}::text[]) as payload`.execute(db)
}

/**
 * Numbers an update and keeps it. The counter's row stays locked until the commit, so a buyer's
 * updates become visible in the order of their numbers and without a gap: who has read up to one
 * number never misses a lower one.
 */
export async function addUpdate(
  tx: Transaction<Tables>,
  update: OrderUpdate,
  now: Date,
): Promise<Place> {
  const { orderId, buyerId, version, status, previousStatus, description, occurredAt } = update
  await tx
    .updateTable('updates')
    .set({ superseded_at: now })
    .where('order_id', '=', orderId)
    .where('superseded_at', 'is', null)
    .execute()
  const seq = await nextSeq(tx, buyerId)
  await tx
    .insertInto('updates')
    .values({
      ...{ buyer_id: buyerId, seq, order_id: orderId, version, status, description },
      previous_status: previousStatus,
      occurred_at: occurredAt,
      superseded_at: null,
    })
    .execute()
  return { buyerId, seq }
}

async function nextSeq(tx: Transaction<Tables>, buyerId: string): Promise<number> {
  const { last_seq } = await tx
    .insertInto('buyers')
    .values({ buyer_id: buyerId, last_seq: 1 })
    .onConflict((row) => row.column('buyer_id').doUpdateSet({ last_seq: sql`buyers.last_seq + 1` }))
    .returning('last_seq')
    .executeTakeFirstOrThrow()
  return last_seq
}

/** The number of a buyer's latest update; 0 before the first. */
export async function lastSeq(db: Kysely<Tables>, buyerId: string): Promise<number> {
  const row = await db
    .selectFrom('buyers')
    .where('buyer_id', '=', buyerId)
    .select('last_seq')
    .executeTakeFirst()
  return row?.last_seq ?? 0
}

/** A place in a buyer's updates: those after number `after` are still to come. */
export type Cursor = { readonly buyerId: string; readonly after: number }
export type UpdateRow = Omit<UpdatesTable, 'superseded_at'> & { readonly after: number }

/** What comes after each of the cursors, at most `limit` of each, in order, in one query. */
export async function readAfter(
  db: Kysely<Tables>,
  cursors: readonly Cursor[],
  limit: number,
): Promise<readonly UpdateRow[]> {
  const buyers = cursors.map((cursor) => cursor.buyerId)
  const afters = cursors.map((cursor) => cursor.after)
  const found = await sql<UpdateRow>`
    select place.after, page.*
    from unnest(${buyers}::text[], ${afters}::bigint[]) as place (buyer_id, after)
    cross join lateral (
      select buyer_id, seq, order_id, version, status, previous_status, description, occurred_at
      from updates
      where updates.buyer_id = place.buyer_id and updates.seq > place.after
      order by updates.seq limit ${limit}) as page
    order by page.seq`.execute(db)
  return found.rows
}

/** Forgets updates that newer ones replaced before then; the latest of an order always stays. */
export async function forgetUpdates(db: Kysely<Tables>, supersededBefore: Date) {
  await db.deleteFrom('updates').where('superseded_at', '<', supersededBefore).execute()
}
