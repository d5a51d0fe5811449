import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { RedrivesTable, Tables } from './tables.ts'

export type RedriveRow = Selectable<RedrivesTable>

const waiting = (tx: Kysely<Tables>, deadLetterId: string) =>
  tx
    .selectFrom('redrives')
    .where('dead_letter_id', '=', deadLetterId)
    .where('published_at', 'is', null)
    .select('id')

/** Whether a redrive of this dead letter has yet to be published. */
export const isOnItsWay = async (tx: Transaction<Tables>, deadLetterId: string): Promise<boolean> =>
  (await waiting(tx, deadLetterId).executeTakeFirst()) !== undefined

/** Whether a redrive of this dead letter has not even been handed to the broker. */
export const isStillHere = async (
  tx: Transaction<Tables>,
  deadLetterId: string,
): Promise<boolean> =>
  (await waiting(tx, deadLetterId).where('left_at', 'is', null).executeTakeFirst()) !== undefined

export const redrivesOf = (db: Kysely<Tables>, deadLetterId: string): Promise<RedriveRow[]> =>
  db
    .selectFrom('redrives')
    .where('dead_letter_id', '=', deadLetterId)
    .selectAll()
    .orderBy('requested_at')
    .execute()

/** Who claims a redrive and dies leaves it to another after so long. */
const claimLasts = 30_000

/**
 * Takes the redrives whose time has come; those that another replica is taking are left to it. None
 * while the relays are held: a redrive is something said, too.
 */
export async function claimRedrives(
  tx: Transaction<Tables>,
  now: Date,
  most: number,
): Promise<readonly RedriveRow[]> {
  const rows = await tx
    .selectFrom('redrives')
    .where('published_at', 'is', null)
    .where((e) => e.or([e('retry_at', 'is', null), e('retry_at', '<=', now)]))
    .where(({ not, exists, selectFrom }) => not(exists(selectFrom('relay_holds').select('reason'))))
    .selectAll()
    .orderBy('requested_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()
  if (rows.length === 0) return rows
  const ids = rows.map(({ id }) => id)
  await tx
    .updateTable('redrives')
    .set({
      left_at: sql`coalesce(left_at, ${now})`,
      retry_at: new Date(now.getTime() + claimLasts),
    })
    .where('id', 'in', ids)
    .execute()
  return rows
}

export async function markPublished(db: Kysely<Tables>, ids: readonly string[], now: Date) {
  if (ids.length === 0) return
  await db
    .updateTable('redrives')
    .set({ published_at: now, retry_at: null, last_error: null })
    .where('id', 'in', ids)
    .execute()
}

/** Tries again after a second, doubled each time up to a minute. */
export async function holdBack(
  db: Kysely<Tables>,
  { id, attempts }: RedriveRow,
  error: string,
  now: Date,
) {
  const wait = Math.min(1_000 * 2 ** Math.min(attempts, 10), 60_000)
  await db
    .updateTable('redrives')
    .set({
      attempts: attempts + 1,
      last_error: error.slice(0, 1_000),
      retry_at: new Date(now.getTime() + wait),
    })
    .where('id', '=', id)
    .execute()
}
