import { nextAsk } from '@shop/kit/asking.ts'

// One reservation per order: reserved → sold | released, or rejected.

export type ReservationStatus = 'reserved' | 'sold' | 'released' | 'rejected'

export type Line = { readonly productId: string; readonly units: number }

export type Reservation = {
  readonly orderId: string
  readonly buyerId: string
  readonly status: ReservationStatus
  /** The highest version of the order that was heard of. */
  readonly orderVersion: number
  /** None where the cancellation came before any request. */
  readonly lines: readonly (Line & { readonly hasStock: boolean })[]
  readonly asked: number
  /** When to ask ordering what became of the order; only what is reserved has it. */
  readonly nextAskAt: Date | undefined
  /** Asked about as often as is allowed, without a final answer. */
  readonly stuckAt: Date | undefined
}

/** What a catalog hears of an order. */
export type Order = {
  readonly orderId: string
  readonly buyerId: string
  readonly version: number
  readonly lines: readonly Line[]
}

/** How many of each product can be bought; one that can't be bought at all is left out. */
export type Stock = ReadonlyMap<string, number>

/** What happens to the units of a reservation's lines. */
export type Move = 'reserve' | 'sell' | 'release' | 'sell-unreserved'

export type Decision = { readonly reservation: Reservation; readonly move: Move | undefined }

const start = (order: Order) => ({
  orderId: order.orderId,
  buyerId: order.buyerId,
  orderVersion: order.version,
  asked: 0,
  nextAskAt: undefined,
  stuckAt: undefined,
})

/** Remembers the highest version of the order that was heard of. */
export const raise = (known: Reservation, version: number): Reservation =>
  version > known.orderVersion ? { ...known, orderVersion: version } : known

const stay = (known: Reservation, version: number): Decision => ({
  reservation: raise(known, version),
  move: undefined,
})

/** The first request reserves all or nothing; a repeated one changes nothing. */
export function requestStock(
  known: Reservation | undefined,
  order: Order,
  stock: Stock,
  now: Date,
  askAfter: number,
): Decision {
  if (known) return stay(known, order.version)
  const lines = order.lines.map((line) => ({
    ...line,
    hasStock: (stock.get(line.productId) ?? 0) >= line.units,
  }))
  const base = { ...start(order), lines }
  if (lines.length === 0 || lines.some((line) => !line.hasStock)) {
    return { reservation: { ...base, status: 'rejected' }, move: undefined }
  }
  const nextAskAt = new Date(now.getTime() + (nextAsk(0, askAfter) ?? 0))
  return { reservation: { ...base, status: 'reserved', nextAskAt }, move: 'reserve' }
}

/**
 * A paid order's units are sold. No order is paid without a confirmed reservation, so one that is
 * missing was lost here: then what there is of its units is taken from the stock. What was
 * released or rejected stays so.
 */
export function payOrder(known: Reservation | undefined, order: Order, stock: Stock): Decision {
  if (known?.status === 'reserved') {
    return { reservation: settle(raise(known, order.version), 'sold'), move: 'sell' }
  }
  if (known) return stay(known, order.version)
  const lines = order.lines
    .map(({ productId, units }) => ({
      productId,
      units: Math.min(units, stock.get(productId) ?? 0),
      hasStock: true,
    }))
    .filter((line) => line.units > 0)
  return { reservation: { ...start(order), lines, status: 'sold' }, move: 'sell-unreserved' }
}

/** A cancelled order's units can be bought by others; if it is unknown it will reserve none. */
export function cancelOrder(known: Reservation | undefined, order: Order): Decision {
  if (!known) {
    const reservation: Reservation = { ...start(order), lines: [], status: 'released' }
    return { reservation, move: undefined }
  }
  if (known.status !== 'reserved') return stay(known, order.version)
  return { reservation: settle(raise(known, order.version), 'released'), move: 'release' }
}

/** It has come to its end: there is nothing more to ask. */
export const settle = (known: Reservation, status: 'sold' | 'released'): Reservation => ({
  ...known,
  status,
  nextAskAt: undefined,
  stuckAt: undefined,
})

/** The lines of an order with the units of one product summed. */
export function mergeLines(items: readonly Line[]): readonly Line[] {
  const units = new Map<string, number>()
  for (const item of items) {
    units.set(item.productId, (units.get(item.productId) ?? 0) + item.units)
  }
  return [...units].map(([productId, sum]) => ({ productId, units: sum }))
}
