import { newId } from '@shop/kit/ids.ts'
import { deadLettersOf } from '@shop/kit/routes.ts'
import type { Transaction } from 'kysely'
import { type Arrival, firstArrival, nextArrival } from './arrival.ts'
import { record, system } from './audit.ts'
import { insert, lockByKey, save } from './dead-letter-store.ts'
import { isStillHere } from './redrive-store.ts'
import type { Tables } from './tables.ts'

/** Stores a dead letter; one that is here already is counted, and opened again if it was redriven. */
export async function takeDeadLetter(tx: Transaction<Tables>, arrival: Arrival, now: Date) {
  const topic = deadLettersOf(arrival.consumer)
  const known = await lockByKey(tx, topic, arrival.message.eventId)
  if (!known) {
    if (await insert(tx, firstArrival(newId(), arrival, now))) return
    // Another delivery of it was quicker.
    await takeDeadLetter(tx, arrival, now)
    return
  }
  // What has not left can't have come back: it is an old delivery, brought twice.
  if (known.status === 'redriven' && (await isStillHere(tx, known.id))) return
  const next = nextArrival(known, arrival, now)
  await save(tx, next)
  if (next.status === known.status) return
  const [before, after] = [{ status: known.status }, { status: next.status }]
  await record(tx, known.id, { by: system, action: 'reopen', before, after }, now)
}
