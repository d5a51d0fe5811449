import type { DeadLetterStatus, DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { MessagingTables } from '@shop/kit/messaging.ts'
import type { Generated, JSONColumnType } from 'kysely'

export type DeadLettersTable = {
  id: string
  /** With the event's id it tells one from another. */
  dead_letter_topic: string
  event_id: string
  consumer: string
  status: DeadLetterStatus
  /** That it was published to first. */
  topic: string | null
  type: string | null
  source: string | null
  subject: string | null
  /** As it came, byte by byte; null once it is forgotten. Bytes that are no text are in base64. */
  message: string | null
  encoding: 'text' | 'base64'
  headers: JSONColumnType<Readonly<Record<string, string>>>
  arrivals: number
  reason: string | null
  attempts: number | null
  failed_at: Date | null
  /** How often the consumer was asked for the reason in vain. */
  asked: number
  /** When to ask it; null when it has told, or has nothing to tell. */
  ask_at: Date | null
  first_arrived_at: Date
  arrived_at: Date
  closed_at: Date | null
}

/** Messages on their way back to the topic that they were published to first. */
export type RedrivesTable = {
  id: string
  dead_letter_id: string
  topic: string
  key: string
  /** The CloudEvent; text, since Postgres' JSON refuses a NUL character. */
  event: string
  edited: boolean
  requested_at: Date
  requested_by: string
  /** When it was first handed to the broker, which may bring it back before it says so. */
  left_at: Date | null
  published_at: Date | null
  attempts: Generated<number>
  retry_at: Date | null
  last_error: string | null
}

/** Who did what, and when; never changed but to forget the messages. */
export type AuditTable = {
  id: string
  dead_letter_id: string
  at: Date
  /** The user's id, or `system`. */
  actor: string
  actor_name: string
  action: DeadLetterWhole['history'][number]['action']
  /** JSON text. */
  before: string | null
  after: string | null
}

export type Tables = MessagingTables & {
  dead_letters: DeadLettersTable
  redrives: RedrivesTable
  audit: AuditTable
}
