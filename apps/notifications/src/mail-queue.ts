import { type Kysely, sql, type Transaction } from 'kysely'
import type { OrderUpdate } from './order-update.ts'
import type { MailsTable, Tables } from './tables.ts'

/** Queues the mail of an update, in its transaction; one update has one mail. */
export async function addMail(
  tx: Transaction<Tables>,
  { orderId, version, status, description }: OrderUpdate,
  email: string,
  now: Date,
) {
  await tx
    .insertInto('mails')
    .values({
      ...{ order_id: orderId, version, status, description, email },
      ...{ written_at: now, next_try_at: now, attempts: 0 },
    })
    .execute()
}

/** Takes the mail that has waited longest; from `freeAt` on it is another's, unless it is settled. */
export async function claimMail(
  tx: Transaction<Tables>,
  now: Date,
  freeAt: Date,
): Promise<MailsTable | undefined> {
  const free = await tx
    .selectFrom('mails')
    .where('next_try_at', '<=', now)
    .orderBy('next_try_at')
    .limit(1)
    .select(['order_id', 'version'])
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()
  if (!free) return undefined
  return mailOf(tx, free)
    .set({ next_try_at: freeAt, attempts: sql`attempts + 1` })
    .returningAll()
    .executeTakeFirstOrThrow()
}

type MailKey = Pick<MailsTable, 'order_id' | 'version'>

const mailOf = (db: Kysely<Tables>, { order_id, version }: MailKey) =>
  db.updateTable('mails').where('order_id', '=', order_id).where('version', '=', version)

export async function noteSent(db: Kysely<Tables>, mail: MailKey, now: Date) {
  await mailOf(db, mail)
    .set({ sent_at: now, next_try_at: null, failed_at: null, email: null, last_error: null })
    .execute()
}

export type Failure = {
  readonly reason: string
  /** Undefined where it is given up. */
  readonly tryAgainAt: Date | undefined
}

/** Notes why an attempt failed, unless its worker was so slow that another has taken the mail over. */
export async function noteFailure(
  db: Kysely<Tables>,
  mail: MailKey & Pick<MailsTable, 'attempts'>,
  { reason, tryAgainAt }: Failure,
  now: Date,
) {
  await mailOf(db, mail)
    .where('attempts', '=', mail.attempts)
    .where('sent_at', 'is', null)
    .set({
      next_try_at: tryAgainAt ?? null,
      failed_at: tryAgainAt ? null : now,
      last_error: reason.slice(0, 1_000),
    })
    .execute()
}

export async function forgetMails(db: Kysely<Tables>, writtenBefore: Date) {
  await db.deleteFrom('mails').where('written_at', '<', writtenBefore).execute()
}
