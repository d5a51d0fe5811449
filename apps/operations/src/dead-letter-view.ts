import type { DeadLetter, DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { Selectable } from 'kysely'
import type { DeadLetterRow } from './dead-letter-store.ts'
import { eventOf } from './message.ts'
import type { RedriveRow } from './redrive-store.ts'
import type { AuditTable } from './tables.ts'

const iso = (time: Date | null): string | null => time?.toISOString() ?? null

/** As the list shows it. */
export const toSummary = (row: DeadLetterRow): DeadLetter => ({
  id: row.id,
  status: row.status,
  consumer: row.consumer,
  deadLetterTopic: row.dead_letter_topic,
  topic: row.topic,
  eventId: row.event_id,
  type: row.type,
  source: row.source,
  subject: row.subject,
  reason: row.reason,
  attempts: row.attempts,
  failedAt: iso(row.failed_at),
  arrivals: row.arrivals,
  firstArrivedAt: row.first_arrived_at.toISOString(),
  arrivedAt: row.arrived_at.toISOString(),
  closedAt: iso(row.closed_at),
})

type Around = {
  readonly redrives: readonly RedriveRow[]
  readonly history: readonly Selectable<AuditTable>[]
  readonly handled: DeadLetterWhole['handled']
}

export const toWhole = (row: DeadLetterRow, around: Around): DeadLetterWhole => ({
  ...toSummary(row),
  message: row.message === null ? null : (eventOf(row.message, row.encoding) ?? row.message),
  headers: row.headers,
  handled: around.handled,
  redrives: around.redrives.map((one) => ({
    requestedAt: one.requested_at.toISOString(),
    requestedBy: one.requested_by,
    edited: one.edited,
    publishedAt: iso(one.published_at),
    lastError: one.last_error,
  })),
  history: around.history.map((act) => ({
    at: act.at.toISOString(),
    by: act.actor,
    byName: act.actor_name,
    action: act.action,
    before: act.before && JSON.parse(act.before),
    after: act.after && JSON.parse(act.after),
  })),
})
