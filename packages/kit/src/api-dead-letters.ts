import { z } from 'zod'
import { pageQuery } from './api.ts'

// The shapes of the dead letters' desk.

const at = z.iso.datetime()
const name = z.string().min(1).max(200)

export const deadLetterStatus = z.enum(['open', 'redriven', 'discarded'])
export type DeadLetterStatus = z.infer<typeof deadLetterStatus>

export const deadLettersQuery = z.strictObject({
  status: deadLetterStatus.optional(),
  /** The app id that could not handle it. */
  consumer: name.optional(),
  /** The topic that it was published to first. */
  topic: name.optional(),
  /** The order or product that it is about. */
  subject: name.optional(),
  ...pageQuery.shape,
})
export type DeadLettersQuery = z.infer<typeof deadLettersQuery>

/** A dead letter as its list shows it. What its message does not say is null. */
export const deadLetter = z.object({
  id: z.string(),
  status: deadLetterStatus,
  consumer: z.string(),
  deadLetterTopic: z.string(),
  topic: z.string().nullable(),
  eventId: z.string(),
  type: z.string().nullable(),
  source: z.string().nullable(),
  subject: z.string().nullable(),
  /** Null until the consumer has told it. */
  reason: z.string().nullable(),
  /** How often the consumer's handler has failed. */
  attempts: z.int().nullable(),
  failedAt: at.nullable(),
  arrivals: z.int(),
  firstArrivedAt: at,
  arrivedAt: at,
  /** When it was redriven or discarded. */
  closedAt: at.nullable(),
})
export type DeadLetter = z.infer<typeof deadLetter>

/** The whole of a dead letter. */
export const deadLetterWhole = z.object({
  ...deadLetter.shape,
  /** The CloudEvent as it came, or the text of what is none; null once it is forgotten. */
  message: z.unknown(),
  headers: z.record(z.string(), z.string()),
  /** Which of the consumer's handlers have handled the event; null where it does not answer. */
  handled: z.array(z.object({ handler: z.string(), at })).nullable(),
  redrives: z.array(
    z.object({
      requestedAt: at,
      requestedBy: z.string(),
      edited: z.boolean(),
      /** Null while it waits for the broker. */
      publishedAt: at.nullable(),
      lastError: z.string().nullable(),
    }),
  ),
  /** Who did what to it: before and after are its status, and the message where it was edited. */
  history: z.array(
    z.object({
      at,
      by: z.string(),
      byName: z.string(),
      action: z.enum(['redrive', 'edit and redrive', 'discard', 'reopen']),
      before: z.unknown(),
      after: z.unknown(),
    }),
  ),
})
export type DeadLetterWhole = z.infer<typeof deadLetterWhole>

/** With `data` the event's payload is replaced by it; it must fit the contract of its type. */
export const redriveBody = z.strictObject({ data: z.unknown().optional() })
export type RedriveBody = z.infer<typeof redriveBody>
