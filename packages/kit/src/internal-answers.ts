import { z } from 'zod'
import { sidecarMetadata } from './sidecar-metadata.ts'

// What every service with tables answers to other services (internal-routes.ts).

const at = z.iso.datetime()

const failure = z.object({
  handler: z.string(),
  topic: z.string(),
  type: z.string(),
  attempts: z.int(),
  lastError: z.string(),
  firstAt: at,
  lastAt: at,
})
export type Failure = z.infer<typeof failure>

/** Of GET /internal/failures/{eventId}: why an event failed here, and whether it was handled. */
export const failuresAnswer = z.object({
  failures: z.array(failure),
  handled: z.array(z.object({ handler: z.string(), at })),
})
export type FailuresAnswer = z.infer<typeof failuresAnswer>

const about = { eventId: z.string(), topic: z.string(), type: z.string() }

/** Of GET /internal/events?subject=: all that happened here about an order or a product. */
export const trailAnswer = z.object({
  said: z.array(
    z.object({
      ...about,
      source: z.string(),
      at,
      /** Null while it waits in the outbox. */
      publishedAt: at.nullable(),
      attempts: z.int(),
      lastError: z.string().nullable(),
      traceId: z.string().nullable(),
    }),
  ),
  handled: z.array(z.object({ ...about, handler: z.string(), at })),
  failed: z.array(z.object({ eventId: z.string(), ...failure.shape })),
})
export type TrailAnswer = z.infer<typeof trailAnswer>

/** `count` is of all times; `lastMinute` how many of them came within the last minute. */
const flowCount = { topic: z.string(), type: z.string(), count: z.int(), lastMinute: z.int() }
export type FlowCount = {
  readonly topic: string
  readonly type: string
  readonly count: number
  readonly lastMinute: number
  readonly lastAt: string
}

const waiting = z.object({ topic: z.string(), count: z.int(), oldest: at })
export type WaitingCount = z.infer<typeof waiting>

/** Of GET /internal/flow. Counts are the app's; the sidecar is that of the replica that answers. */
export const flowAnswer = z.object({
  app: z.string(),
  replica: z.string(),
  published: z.array(z.object({ ...flowCount, lastAt: at })),
  handled: z.array(z.object({ ...flowCount, handler: z.string(), lastAt: at })),
  waiting: z.array(waiting),
  failing: z.array(z.object({ topic: z.string(), handler: z.string(), count: z.int() })),
  /** Null where the sidecar did not say. */
  sidecar: sidecarMetadata.nullable(),
})
export type FlowAnswer = z.infer<typeof flowAnswer>

/** Of GET /internal/tasks: the latest runs; none where the service has no tasks. */
export const tasksAnswer = z.object({
  runs: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      scheduledAt: at,
      startedAt: at,
      endedAt: at.nullable(),
      outcome: z.enum(['done', 'failed', 'died']).nullable(),
      error: z.string().nullable(),
      counts: z.record(z.string(), z.number()).nullable(),
      replica: z.string(),
    }),
  ),
})
export type TasksAnswer = z.infer<typeof tasksAnswer>

/** Of GET /internal/stuck: what has asked in vain and needs a person. */
export const stuckAnswer = z.object({
  stuck: z.array(
    z.object({
      /** The table it is in, such as `reservations`. */
      kind: z.string(),
      orderId: z.string(),
      status: z.string().nullable(),
      asked: z.int().nullable(),
      since: at,
    }),
  ),
})
export type StuckAnswer = z.infer<typeof stuckAnswer>
