import type { RedriveBody } from '@shop/kit/api-dead-letters.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { newId } from '@shop/kit/ids.ts'
import { conflict, notFound } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import { type Actor, record } from './audit.ts'
import { type DeadLetterRow, lockById, save } from './dead-letter-store.ts'
import { eventOf } from './message.ts'
import { isOnItsWay } from './redrive-store.ts'
import { editedEvent, type RedrivenEvent, sameEvent } from './redriven-event.ts'
import type { OperationsService } from './service.ts'
import type { Tables } from './tables.ts'

/**
 * Puts a dead letter on its way back to its topic, as it came or with another payload. Also one
 * that is closed: a person may have erred, or a broker have lost it. Asked for again before it has
 * left, it goes once.
 */
export const redrive = (
  { db, now }: OperationsService,
  by: Actor,
  id: string,
  body: RedriveBody,
): Promise<DeadLetterRow> =>
  inTransaction(db, async (tx) => {
    const letter = await lockById(tx, id)
    if (!letter) throw notFound('The dead letter')
    const edited = 'data' in body
    if (await isOnItsWay(tx, id)) {
      if (!edited) return letter
      throw conflict('on-its-way', 'It is on its way back already and can not be edited now')
    }
    const time = now()
    const original = letterOf(letter)
    const redriven = edited ? editedEvent(original, body.data, time) : sameEvent(original)
    await leave(tx, id, { redriven, edited, by, time })
    const next = { ...letter, status: 'redriven' as const, closed_at: time, ask_at: null }
    await save(tx, next)
    await record(tx, id, actOf(letter, redriven, edited, by), time)
    return next
  })

function letterOf({ message, encoding, consumer, event_id, topic }: DeadLetterRow) {
  if (message === null) throw conflict('forgotten', 'Its message is no longer kept')
  const event = eventOf(message, encoding)
  return { consumer, eventId: event_id, topic, event }
}

type Leaving = { redriven: RedrivenEvent; edited: boolean; by: Actor; time: Date }

async function leave(
  tx: Transaction<Tables>,
  deadLetterId: string,
  { redriven: { topic, key, event }, edited, by, time }: Leaving,
) {
  await tx
    .insertInto('redrives')
    .values({
      id: newId(),
      dead_letter_id: deadLetterId,
      topic,
      key,
      event: JSON.stringify(event),
      edited,
      requested_at: time,
      requested_by: by.id,
      left_at: null,
      published_at: null,
      retry_at: null,
      last_error: null,
    })
    .execute()
}

const actOf = (
  { status, message, encoding }: DeadLetterRow,
  { event }: RedrivenEvent,
  edited: boolean,
  by: Actor,
) => ({
  by,
  action: edited ? ('edit and redrive' as const) : ('redrive' as const),
  before: { status, ...(edited && { message: eventOf(message ?? '', encoding) }) },
  after: { status: 'redriven', ...(edited && { message: event }) },
})
