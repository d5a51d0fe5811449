import type { z } from 'zod'

/** What is true of every event of one type: who says it, where, about what, and its payload. */
export type Contract<T = unknown> = {
  /** The event's full name, the CloudEvent's `type`. */
  readonly type: string
  /** The topic, which is also the pub/sub component's name. */
  readonly topic: string
  /** The app id that says it, the CloudEvent's `source`. */
  readonly from: string
  /** The app ids that hear it. */
  readonly hears: readonly string[]
  readonly data: z.ZodType<T>
  /** The partition key and CloudEvent `subject`: events of one key are published in order. */
  key(data: T): string
  /** By app id: values of the CloudEvent attribute `priority` that have a listener of their own there. */
  readonly lanes?: Readonly<Record<string, readonly string[]>>
}

/** The payload of a contract's events. */
export type EventData<C> = C extends Contract<infer T> ? T : never

/** Declares an event; `data` types `key`. */
export const event = <T>(contract: Contract<T>): Contract<T> => contract
