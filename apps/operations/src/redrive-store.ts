import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { RedrivesTable, Tables } from './tables.ts'

export type RedriveRow = Selectable<RedrivesTable>

/** Whether a redrive of this dead letter has yet to be published. */
export async function isOnItsWay(tx: Transaction<Tables>, deadLetterId: string): Promise<boolean> {
  const waiting = await tx
    .selectFrom('redrives')
    .where('dead_letter_id', '=', deadLetterId)
    .where('published_at', 'is', null)
    .select('id')
    .executeTakeFirst()
  return waiting !== undefined
}

export const redrivesOf = (db: Kysely<Tables>, deadLetterId: string): Promise<RedriveRow[]> =>
  db
    .selectFrom('redrives')
    .where('dead_letter_id', '=', deadLetterId)
    .selectAll()
    .orderBy('requested_at')
    .execute()

/** Locks the redrives whose time has come; those that another replica has are left to it. */
export const claimRedrives = (
  tx: Transaction<Tables>,
  now: Date,
  most: number,
): Promise<RedriveRow[]> =>
  tx
    .selectFrom('redrives')
    .where('published_at', 'is', null)
    .where((e) => e.or([e('retry_at', 'is', null), e('retry_at', '<=', now)]))
    .selectAll()
    .orderBy('requested_at')
    .limit(most)
    .forUpdate()
    .skipLocked()
    .execute()

export async function markPublished(tx: Transaction<Tables>, id: string, now: Date) {
  await tx
    .updateTable('redrives')
    .set({ published_at: now, retry_at: null, last_error: null })
    .where('id', '=', id)
    .execute()
}

export async function holdBack(
  tx: Transaction<Tables>,
  { id, attempts }: RedriveRow,
  error: string,
  now: Date,
) {
  const wait = Math.min(1_000 * 2 ** attempts, 60_000)
  await tx
    .updateTable('redrives')
    .set({
      attempts: sql`attempts + 1`,
      last_error: error.slice(0, 1_000),
      retry_at: new Date(now.getTime() + wait),
    })
    .where('id', '=', id)
    .execute()
}
