import type { User } from '@shop/kit/auth.ts'
import { newId } from '@shop/kit/ids.ts'
import type { Kysely, Transaction } from 'kysely'
import type { AuditTable, Tables } from './tables.ts'

export type Actor = Pick<User, 'id' | 'name'>

/** The desk itself, where nobody decided. */
export const system: Actor = { id: 'system', name: 'system' }

type Act = {
  readonly by: Actor
  readonly action: AuditTable['action']
  readonly before: object
  readonly after: object
}

/** Notes who did what to a dead letter, in the transaction that does it. */
export async function record(
  tx: Transaction<Tables>,
  deadLetterId: string,
  { by, action, before, after }: Act,
  now: Date,
) {
  await tx
    .insertInto('audit')
    .values({
      id: newId(),
      dead_letter_id: deadLetterId,
      at: now,
      actor: by.id,
      actor_name: by.name,
      action,
      before: JSON.stringify(before),
      after: JSON.stringify(after),
    })
    .execute()
}

/** What was done to a dead letter, in its order. */
export const historyOf = (db: Kysely<Tables>, deadLetterId: string) =>
  db
    .selectFrom('audit')
    .where('dead_letter_id', '=', deadLetterId)
    .selectAll()
    .orderBy('at')
    .orderBy('id')
    .execute()
