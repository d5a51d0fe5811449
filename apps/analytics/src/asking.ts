import { nextAsk } from '@shop/kit/asking.ts'
import { isSettled } from '@shop/kit/order-status.ts'
import type { Order } from './order.ts'

/** How often ordering was asked about an order, and when it is next; neither once it is settled. */
export type Asking = {
  readonly asked: number
  readonly nextAskAt: Date | undefined
  readonly stuckAt: Date | undefined
}

export const notAsking: Asking = { asked: 0, nextAskAt: undefined, stuckAt: undefined }

const later = (now: Date, ms: number) => new Date(now.getTime() + ms)

/** For an order of which something new is known: it is asked about if it then stays open for too long. */
export const startAsking = ({ status }: Order, now: Date, askAfter: number): Asking =>
  status && isSettled(status)
    ? notAsking
    : { ...notAsking, nextAskAt: later(now, nextAsk(0, askAfter) ?? 0) }

/** After an answer that told nothing new. */
export function askLater({ asked }: Asking, now: Date, askAfter: number): Asking {
  const times = asked + 1
  const wait = nextAsk(times, askAfter)
  return wait === undefined
    ? { asked: times, nextAskAt: undefined, stuckAt: now }
    : { asked: times, nextAskAt: later(now, wait), stuckAt: undefined }
}
