import type { OrderStatus } from './order-status.ts'

const longest = 10 * 60_000
const times = 8

/**
 * How long to wait before asking again for the `asked`-th time more: `after` (ms), doubled each
 * time up to ten minutes; undefined after eight times: then it is stuck and a person must look.
 */
export const nextAsk = (asked: number, after: number): number | undefined =>
  asked >= times ? undefined : Math.min(after * 2 ** asked, Math.max(longest, after))

/** How often ordering was asked about an order that an app keeps a picture of, and when it is next. */
export type Asking = {
  readonly asked: number
  readonly nextAskAt: Date | undefined
  readonly stuckAt: Date | undefined
}

export const notAsking: Asking = { asked: 0, nextAskAt: undefined, stuckAt: undefined }

/** After news of an order. `status` is undefined while none is known; `after` is in ms. */
export const startAsking = (status: OrderStatus | undefined, now: Date, after: number): Asking => ({
  ...notAsking,
  nextAskAt: later(now, waitFor(status, 0, after)),
})

/** After an answer that told nothing new. */
export function askLater(
  { asked }: Asking,
  status: OrderStatus | undefined,
  now: Date,
  after: number,
): Asking {
  const next = later(now, waitFor(status, asked + 1, after))
  const isStuck = !next && status !== 'Paid'
  return { asked: asked + 1, nextAskAt: next, stuckAt: isStuck ? now : undefined }
}

/**
 * A paid order may rightly stay so until somebody ships it, days later: it is asked about sixty
 * times as rarely, doubled without a limit (with 60 s, over eleven days), and is never stuck.
 */
function waitFor(status: OrderStatus | undefined, asked: number, after: number) {
  if (status === 'Shipped' || status === 'Cancelled') return undefined
  if (status === 'Paid') return asked < times ? after * 60 * 2 ** asked : undefined
  return nextAsk(asked, after)
}

const later = (now: Date, ms: number | undefined) =>
  ms === undefined ? undefined : new Date(now.getTime() + ms)
