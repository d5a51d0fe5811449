import { nextAsk } from '@shop/kit/asking.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'

// An order in a passing state waits for somebody's answer. What was asked is asked again, later
// each time, and after the eighth time the order is stuck (DESIGN §3.6).

export type Asking = {
  /** How many times more it was asked. */
  readonly asked: number
  readonly nextAskAt: Date | undefined
  /** Asked as often as is allowed, and the last answer has stayed away too. */
  readonly stuckAt: Date | undefined
}

/** Nobody was asked yet, or nobody has to be. */
export const notAsked: Asking = { asked: 0, nextAskAt: undefined, stuckAt: undefined }

const later = (now: Date, ms = 0) => new Date(now.getTime() + ms)

/** The request has just been made; `after` is ASK_AGAIN_AFTER in ms. */
export const askedFirst = (now: Date, after: number): Asking => ({
  ...notAsked,
  nextAskAt: later(now, nextAsk(0, after)),
})

/** Its time has come: asked once more, or stuck where that was done often enough. */
export function askedAgain({ asked }: Asking, now: Date, after: number): Asking {
  const wait = nextAsk(asked, after)
  if (wait === undefined) return { asked, nextAskAt: undefined, stuckAt: now }
  // The last answer is given as long as the one before.
  return { ...notAsked, asked: asked + 1, nextAskAt: later(now, nextAsk(asked + 1, after) ?? wait) }
}

/** What is asked on entering a state: catalog for stock, payment for money; the rest asks nobody. */
export function askingIn(status: OrderStatus, now: Date, after: number): Asking {
  switch (status) {
    case 'AwaitingValidation':
    case 'StockConfirmed':
      return askedFirst(now, after)
    // The grace-period task takes up these by itself.
    case 'Submitted':
    case 'Paid':
    case 'Shipped':
    case 'Cancelled':
      return notAsked
  }
}
