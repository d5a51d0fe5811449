import { isDeepStrictEqual } from 'node:util'
import type { Settled } from './ledger.ts'
import type { Line } from './plan.ts'

// What is right for an order, known from how it was placed.

const byProduct = (lines: readonly Line[]) =>
  [...lines].sort((a, b) => a.productId.localeCompare(b.productId))

/** What is wrong with an order's end; undefined if nothing is. */
export function wrongWith(order: Settled, mayRunOut: boolean): string | undefined {
  const { planned, total, end } = order
  if (!end) return 'has not come to an end'
  if (!isDeepStrictEqual(byProduct(end.lines), byProduct(planned.lines))) {
    return 'has not the lines of its basket'
  }
  if (!isDeepStrictEqual(end.total, total)) return 'costs something else than its basket'
  const right = rightEnds(order, mayRunOut)
  return right.includes(end.status) ? undefined : `is ${end.status}, not ${right.join(' or ')}`
}

function rightEnds({ planned, cancelled }: Settled, mayRunOut: boolean): readonly string[] {
  if (cancelled === 'accepted' || planned.isSoldOut || planned.isDeclined) return ['Cancelled']
  return mayRunOut ? ['Paid', 'Cancelled'] : ['Paid']
}

/** Faults of all orders together: one id twice, or a buyer who has more or fewer orders. */
export function wrongInAll(
  orders: readonly Settled[],
  grown: ReadonlyMap<string, number>,
): readonly string[] {
  const ids = new Set(orders.map((order) => order.orderId))
  const twice = ids.size < orders.length ? [`${orders.length - ids.size} order ids came twice`] : []
  const miscounted = [...grown].flatMap(([buyer, count]) => {
    const placed = orders.filter((order) => order.buyer === buyer).length
    return count === placed ? [] : [`${buyer} placed ${placed} orders and has ${count} more`]
  })
  return [...twice, ...miscounted]
}
