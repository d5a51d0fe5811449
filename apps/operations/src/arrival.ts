import { deadLettersOf } from '@shop/kit/routes.ts'
import type { DeadLetterRow } from './dead-letter-store.ts'
import type { Message } from './message.ts'

/** A dead letter that a sidecar has brought. */
export type Arrival = {
  /** The app that could not handle it. */
  readonly consumer: string
  readonly message: Message
  readonly headers: Readonly<Record<string, string>>
}

const unreadable = 'The message is no CloudEvent: no handler has seen it'

/** A message that was not here before. */
export const firstArrival = (id: string, arrival: Arrival, now: Date): DeadLetterRow => ({
  ...contentOf(arrival, now),
  id,
  dead_letter_topic: deadLettersOf(arrival.consumer),
  event_id: arrival.message.eventId,
  consumer: arrival.consumer,
  arrivals: 1,
  first_arrived_at: now,
})

/**
 * A message that was here before. After a redrive it opens the dead letter anew, and then it is
 * the redriven message, edited perhaps, that is kept. A discarded one stays so.
 */
export function nextArrival(known: DeadLetterRow, arrival: Arrival, now: Date): DeadLetterRow {
  const again = { ...known, arrivals: known.arrivals + 1, arrived_at: now }
  switch (known.status) {
    case 'open':
      // It may have failed once more meanwhile, for another reason.
      return { ...again, asked: 0, ask_at: arrival.message.event ? now : null }
    case 'redriven':
      return { ...again, ...contentOf(arrival, now) }
    case 'discarded':
      return again
  }
}

const contentOf = ({ message, headers }: Arrival, now: Date) => ({
  status: 'open' as const,
  topic: message.topic ?? null,
  type: message.type ?? null,
  source: message.source ?? null,
  subject: message.subject ?? null,
  message: message.text,
  encoding: message.encoding,
  headers,
  reason: message.event ? null : unreadable,
  attempts: null,
  failed_at: null,
  asked: 0,
  ask_at: message.event ? now : null,
  arrived_at: now,
  closed_at: null,
})
