import { randomOf } from '@shop/kit/random.ts'
import type { LoadOptions } from './options.ts'

export type Line = { readonly productId: string; readonly quantity: number }

/** An order as it is meant to be. */
export type PlannedOrder = {
  readonly number: number
  /** Which of the clients makes it. */
  readonly client: number
  readonly lines: readonly Line[]
  readonly isDeclined: boolean
  readonly isSoldOut: boolean
  readonly isExpress: boolean
  /** How long after its checkout it is cancelled, in ms. */
  readonly cancelAfter: number | undefined
}

export type Goods = {
  readonly products: readonly string[]
  /** A product of which there is nothing. */
  readonly soldOut: string | undefined
}

/** Long enough that a cancellation meets an order in any of its states. */
const longestThought = 4_000

/** The orders of a load; the same options and goods make the same ones. */
export function planOrders(options: LoadOptions, { products, soldOut }: Goods): PlannedOrder[] {
  const random = randomOf(options.seed)
  const upTo = (count: number) => Math.floor(random() * count)
  // Each order draws as often as any other, so that one share changes nothing of the rest.
  return Array.from({ length: options.orders }, (_, number) => {
    const wanted = Array.from({ length: 3 }, () => ({
      productId: products[upTo(products.length)] ?? '',
      quantity: 1 + upTo(3),
    }))
    const lines = distinct(wanted.slice(0, 1 + upTo(3)))
    const isDeclined = random() < options.decline
    const isExpress = random() < options.express
    const isSoldOut = random() < options.reject && soldOut !== undefined
    const isCancelled = random() < options.cancel
    const thought = upTo(longestThought)
    return {
      number,
      client: number % options.clients,
      lines: isSoldOut ? [...lines, { productId: soldOut, quantity: 1 }] : lines,
      isDeclined,
      isSoldOut,
      isExpress,
      cancelAfter: isCancelled ? thought : undefined,
    }
  })
}

/** A basket has one line a product. */
const distinct = (lines: readonly Line[]): Line[] => [
  ...new Map(lines.map((line) => [line.productId, line])).values(),
]

/** How many units of each product the orders want in all. */
export function unitsWanted(orders: readonly PlannedOrder[]): ReadonlyMap<string, number> {
  const units = new Map<string, number>()
  for (const { productId, quantity } of orders.flatMap((order) => order.lines)) {
    units.set(productId, (units.get(productId) ?? 0) + quantity)
  }
  return units
}
