import type { DeadLetterStatus, DeadLettersQuery } from '@shop/kit/api-dead-letters.ts'
import { type Kysely, type Selectable, sql, type Transaction } from 'kysely'
import type { DeadLettersTable, Tables } from './tables.ts'

export type DeadLetterRow = Selectable<DeadLettersTable>

/** Locks what is known under this key; undefined if nothing is. */
export const lockByKey = (tx: Transaction<Tables>, topic: string, eventId: string) =>
  tx
    .selectFrom('dead_letters')
    .where('dead_letter_topic', '=', topic)
    .where('event_id', '=', eventId)
    .selectAll()
    .forUpdate()
    .executeTakeFirst()

export const lockById = (tx: Transaction<Tables>, id: string) =>
  tx.selectFrom('dead_letters').where('id', '=', id).selectAll().forUpdate().executeTakeFirst()

export const findById = (db: Kysely<Tables>, id: string) =>
  db.selectFrom('dead_letters').where('id', '=', id).selectAll().executeTakeFirst()

const toRow = ({ headers, ...row }: DeadLetterRow) => ({ ...row, headers: JSON.stringify(headers) })

/** False where another has stored the same message meanwhile. */
export async function insert(tx: Transaction<Tables>, row: DeadLetterRow): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('dead_letters')
    .values(toRow(row))
    .onConflict((known) => known.columns(['dead_letter_topic', 'event_id']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export async function save(tx: Transaction<Tables>, row: DeadLetterRow) {
  await tx.updateTable('dead_letters').set(toRow(row)).where('id', '=', row.id).execute()
}

/** One page, what arrived last first. */
export async function list(db: Kysely<Tables>, query: DeadLettersQuery) {
  const { status, consumer, topic, subject, pageIndex, pageSize } = query
  let rows = db.selectFrom('dead_letters')
  if (status) rows = rows.where('status', '=', status)
  if (consumer) rows = rows.where('consumer', '=', consumer)
  if (topic) rows = rows.where('topic', '=', topic)
  if (subject) rows = rows.where('subject', '=', subject)
  const { total } = await rows
    .select((e) => e.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  const page = await rows
    .selectAll()
    .orderBy('arrived_at', 'desc')
    .orderBy('id')
    .offset(pageIndex * pageSize)
    .limit(pageSize)
    .execute()
  return { rows: page, total }
}

export type DeadLetterCount = {
  readonly consumer: string
  readonly topic: string | null
  readonly status: DeadLetterStatus
  readonly count: number
}

/** How many there are of each consumer, topic and status. */
export const countAll = (db: Kysely<Tables>): Promise<DeadLetterCount[]> =>
  db
    .selectFrom('dead_letters')
    .select(['consumer', 'topic', 'status'])
    .select((e) => e.fn.countAll<number>().as('count'))
    .groupBy(['consumer', 'topic', 'status'])
    .orderBy(sql`1, 2, 3`)
    .execute()
