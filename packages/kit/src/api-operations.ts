import { z } from 'zod'
import { tasksAnswer } from './internal-answers.ts'

// The shapes of the administrators' view of the running shop: flow, timeline, tasks, health.

const at = z.iso.datetime()

const rate = { lastMinute: z.int(), lastAt: at.nullable() }

const publisher = z.object({
  app: z.string(),
  answers: z.boolean(),
  published: z.int(),
  ...rate,
  /** Still in the outbox, and since when the oldest is. */
  waiting: z.int(),
  oldestWaiting: at.nullable(),
})

const consumer = z.object({
  app: z.string(),
  answers: z.boolean(),
  /** Null where its sidecar does not say. */
  subscribed: z.boolean().nullable(),
  handled: z.int(),
  ...rate,
  /** Failed within the last two minutes and not handled since. */
  failing: z.int(),
  /** Open or discarded. */
  deadLetters: z.int(),
  /** Published for it, and neither handled nor a dead letter; null where somebody does not answer. */
  backlog: z.int().nullable(),
})

/** The topics of the contracts, and what goes through them. */
export const flow = z.object({
  at,
  topics: z.array(
    z.object({
      topic: z.string(),
      types: z.array(z.string()),
      publishers: z.array(publisher),
      consumers: z.array(consumer),
    }),
  ),
  deadLetters: z.array(
    z.object({ consumer: z.string(), open: z.int(), redriven: z.int(), discarded: z.int() }),
  ),
  services: z.array(
    z.object({
      app: z.string(),
      answers: z.boolean(),
      replica: z.string().nullable(),
      components: z.array(z.string()),
    }),
  ),
  problems: z.array(
    z.object({
      app: z.string(),
      code: z.enum([
        'does-not-answer',
        'sidecar-does-not-answer',
        'missing-component',
        'missing-subscription',
        'unexpected-subscription',
        'missing-route',
        'wrong-dead-letters',
      ]),
      topic: z.string().nullable(),
      detail: z.string(),
    }),
  ),
})
export type Flow = z.infer<typeof flow>

export const timelineEntry = z.object({
  at,
  app: z.string(),
  what: z.enum(['said', 'handled', 'failed', 'dead letter', 'redriven', 'discarded', 'reopened']),
  type: z.string().nullable(),
  topic: z.string().nullable(),
  eventId: z.string(),
  /** In words: when it was published, why it failed, by whom it was redriven. */
  detail: z.string(),
})
export type TimelineEntry = z.infer<typeof timelineEntry>

/** Services that did not answer: what they know is missing. */
const missing = { missing: z.array(z.string()) }

export const timeline = z.object({
  orderId: z.string(),
  entries: z.array(timelineEntry),
  ...missing,
})
export type Timeline = z.infer<typeof timeline>

export const taskRuns = z.object({
  items: z.array(z.object({ app: z.string(), ...tasksAnswer.shape.runs.element.shape })),
  ...missing,
})
export type TaskRuns = z.infer<typeof taskRuns>

export const health = z.object({
  at,
  /** Whether all are. */
  ready: z.boolean(),
  apps: z.array(
    z.object({
      app: z.string(),
      status: z.enum(['ready', 'starting', 'unreachable']),
      /** How long the answer took. */
      ms: z.int(),
    }),
  ),
})
export type Health = z.infer<typeof health>

export const stuckList = z.object({
  items: z.array(
    z.object({
      app: z.string(),
      /** The table it is in, such as `reservations`. */
      kind: z.string(),
      orderId: z.string(),
      status: z.string().nullable(),
      asked: z.int().nullable(),
      since: at,
    }),
  ),
  ...missing,
})
export type StuckList = z.infer<typeof stuckList>
