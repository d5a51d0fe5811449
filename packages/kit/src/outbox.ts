import type { Kysely, Transaction } from 'kysely'
import type { Contract } from './contract.ts'
import { newId } from './ids.ts'
import type { MessagingTables } from './messaging.ts'
import { trace } from './trace.ts'

type SayOptions = {
  readonly priority?: 'normal' | 'express'
  /** The app that says it, where it is not the contract's `from`. */
  readonly source?: string
}

const said = new WeakSet<object>()
const relays = new WeakMap<object, () => void>()

/** Whether a transaction has said an event. */
export const saidIn = (tx: object): boolean => said.has(tx)

/** Lets a commit wake the relay of its database. */
export const onSaid = (db: object, wake: () => void) => relays.set(db, wake)

export const wakeRelay = (db: object) => relays.get(db)?.()

/**
 * Writes an event into the outbox of the transaction: it leaves if and when that commits.
 * The payload is checked against its contract first. Gives the event's id (UUIDv7).
 */
export async function say<DB extends MessagingTables, T>(
  tx: Transaction<DB>,
  contract: Contract<T>,
  data: T,
  options: SayOptions = {},
): Promise<string> {
  const id = newId()
  const payload = contract.data.parse(data)
  await messaging(tx)
    .insertInto('outbox')
    .values({
      id,
      topic: contract.topic,
      type: contract.type,
      source: options.source ?? contract.from,
      subject: contract.key(payload),
      data: JSON.stringify(payload),
      priority: options.priority ?? null,
      traceparent: trace()?.traceparent ?? null,
      occurred_at: new Date(),
    })
    .execute()
  said.add(tx)
  return id
}

/** The messaging tables of a service's own database; Kysely's types are invariant, hence the cast. */
export const messaging = <DB extends MessagingTables>(db: Kysely<DB>): Kysely<MessagingTables> =>
  db as unknown as Kysely<MessagingTables>
