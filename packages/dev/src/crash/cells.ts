import type { Contract } from '@shop/kit/contract.ts'
import {
  gracePeriodConfirmed,
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderPaymentSucceeded,
  orderStarted,
  orderStockConfirmed,
  orderSubmitted,
  stockConfirmed,
  userCheckoutAccepted,
} from '@shop/kit/events.ts'
import type { Failpoint } from '@shop/kit/failpoint.ts'
import { shortType } from '../ops/table.ts'

/**
 * What is killed: the service that takes the step, its sidecar, the broker, Postgres; or another
 * service that has part in the step, by its app id.
 */
export type Victim = 'service' | 'sidecar' | 'broker' | 'postgres' | 'gateway' | 'payment'

/** A step of an order's way, and who is killed in the middle of it. */
export type Cell = {
  /** `<app>/<point>/<victim>`, the point as in the name of its file (kit/failpoint.ts). */
  readonly id: string
  readonly app: string
  readonly point: Failpoint
  /** The type of the event that the step is about. */
  readonly detail: string | undefined
  readonly victim: Victim
}

type Step = readonly [app: string, point: Failpoint, about: Contract | undefined, kill: Victim[]]

/** An order's way from the checkout to its end, step by step. */
const steps: readonly Step[] = [
  ['basket', 'checkout.frozen', undefined, ['service', 'sidecar', 'payment']],
  ['basket', 'checkout.tokenised', undefined, ['service', 'postgres']],
  ['basket', 'checkout.accepted', undefined, ['service', 'sidecar', 'gateway']],
  ['basket', 'relay.claimed', userCheckoutAccepted, ['sidecar', 'broker']],
  ['basket', 'relay.published', userCheckoutAccepted, ['service', 'postgres']],
  ['ordering', 'event.received', userCheckoutAccepted, ['service']],
  ['ordering', 'event.handled', userCheckoutAccepted, ['sidecar', 'postgres']],
  ['ordering', 'event.committed', userCheckoutAccepted, ['service', 'broker']],
  ['ordering', 'relay.published', orderSubmitted, ['service', 'sidecar']],
  ['basket', 'event.handled', orderStarted, ['service']],
  ['grace-period', 'relay.claimed', gracePeriodConfirmed, ['service', 'sidecar']],
  ['grace-period', 'relay.published', gracePeriodConfirmed, ['service', 'broker']],
  ['ordering', 'event.handled', gracePeriodConfirmed, ['service']],
  ['ordering', 'event.committed', gracePeriodConfirmed, ['sidecar']],
  ['catalog', 'event.received', orderAwaitingValidation, ['sidecar']],
  ['catalog', 'event.handled', orderAwaitingValidation, ['service', 'postgres']],
  ['catalog', 'relay.published', orderStockConfirmed, ['service', 'broker']],
  ['ordering', 'event.handled', orderStockConfirmed, ['service']],
  ['payment', 'event.committed', stockConfirmed, ['service', 'sidecar']],
  ['payment', 'charge.claimed', undefined, ['service']],
  ['payment', 'charge.answered', undefined, ['service', 'postgres']],
  ['payment', 'relay.claimed', orderPaymentSucceeded, ['broker']],
  ['payment', 'relay.published', orderPaymentSucceeded, ['service']],
  ['ordering', 'event.committed', orderPaymentSucceeded, ['service', 'postgres']],
  ['catalog', 'event.handled', orderPaid, ['service']],
  ['catalog', 'event.committed', orderCancelled, ['service']],
  ['notifications', 'event.handled', orderPaid, ['service']],
  ['analytics', 'event.committed', orderPaid, ['service']],
]

const all = steps.flatMap(([app, point, about, victims]) => {
  const name = about ? `${point}@${shortType(about.type)}` : point
  return victims.map(
    (victim): Cell => ({ id: `${app}/${name}/${victim}`, app, point, detail: about?.type, victim }),
  )
})

/**
 * The matrix. Those that kill the broker come last: what it then loses may be missing afterwards
 * where it was made good for, and until then nothing may.
 */
export const cells: readonly Cell[] = [
  ...all.filter(({ victim }) => victim !== 'broker'),
  ...all.filter(({ victim }) => victim === 'broker'),
]

/** The cells whose id contains one of these texts, whatever their case; all without any. */
export const cellsWith = (texts: readonly string[]): readonly Cell[] =>
  texts.length === 0
    ? cells
    : cells.filter(({ id }) => texts.some((text) => id.toLowerCase().includes(text.toLowerCase())))
