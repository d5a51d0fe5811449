import type { EventData, EventItem, orderShipped, userCheckoutAccepted } from '@shop/kit/events.ts'
import type { Money } from '@shop/kit/money.ts'
import type { Fact, Line, PaymentOutcome } from './fact.ts'

// What the shop's events tell.

/** What all six have in common, and what some of them add. */
export type StatusEvent = EventData<typeof orderShipped> & {
  readonly items?: readonly EventItem[]
  readonly total?: Money
}
export type PaymentEvent = { readonly orderId: string; readonly amount: Money }
type CheckoutEvent = EventData<typeof userCheckoutAccepted>

export const checkoutFact = (event: CheckoutEvent, at: Date, currency: string): Fact => ({
  kind: 'checkout',
  at,
  orderId: event.orderId,
  ...detailsOf(event, currency),
})

export const statusFact = (event: StatusEvent, currency: string): Fact => ({
  kind: 'status',
  at: new Date(event.occurredAt),
  orderId: event.orderId,
  version: event.version,
  status: event.status,
  previousStatus: event.previousStatus,
  ...detailsOf(event, currency),
})

export const paymentFact = (
  event: PaymentEvent,
  outcome: PaymentOutcome,
  at: Date,
  currency: string,
): Fact => ({
  kind: 'payment',
  at,
  orderId: event.orderId,
  outcome,
  amount: amountOf(event.amount, currency),
})

type Details = Pick<StatusEvent, 'buyer' | 'items' | 'total'>

function detailsOf({ buyer, items = [], total }: Details, currency: string) {
  return {
    buyer: { id: buyer.id, name: buyer.name },
    ...(items.length > 0 && { lines: linesFrom(items, currency) }),
    ...(total && { total: amountOf(total, currency) }),
  }
}

/** The same product twice is one line. */
function linesFrom(items: readonly EventItem[], currency: string): readonly Line[] {
  const lines = new Map<string, Line>()
  for (const item of items) {
    const line = toLine(item, currency)
    const known = lines.get(item.productId) ?? { units: 0, amount: 0 }
    const units = known.units + line.units
    lines.set(item.productId, { ...line, units, amount: known.amount + line.amount })
  }
  return [...lines.values()]
}

function toLine(item: EventItem, currency: string): Line {
  const { productId, name, brandId, brand, categoryId, category, units, unitPrice } = item
  const amount = amountOf(unitPrice, currency) * units
  return { productId, name, brandId, brand, categoryId, category, units, amount }
}

/** Sums are of one currency: an event of another fails, and ends as a dead letter for all to see. */
function amountOf({ amount, currency: given }: Money, currency: string): number {
  if (given !== currency) throw new Error(`the shop's currency is ${currency}, not ${given}`)
  return amount
}
