import { type Money, money } from '@shop/kit/money.ts'
import { z } from 'zod'

// What is in a basket, and the prices that its shopper has seen. Pure: prices come in as arguments.

/** A line keeps all that its order will need, so that a checkout asks the catalog nothing. */
const line = z
  .object({
    productId: z.string(),
    name: z.string(),
    pictureUrl: z.string(),
    brandId: z.string(),
    brand: z.string(),
    categoryId: z.string(),
    category: z.string(),
    quantity: z.int().positive(),
    unitPrice: money,
    /** The latest price change that `unitPrice` is known to include. */
    priceVersion: z.int().min(0),
    /** Whether an answer has shown `unitPrice` to the shopper. */
    shown: z.boolean(),
    /** The price that the shopper saw before it became `unitPrice`. */
    oldUnitPrice: money.optional(),
  })
  .readonly()
export type Line = z.infer<typeof line>

export const basket = z.object({ basketId: z.string(), lines: z.array(line).readonly() }).readonly()
export type Basket = z.infer<typeof basket>

/** The last known price of a product. */
export type KnownPrice = { readonly version: number; readonly price: Money }
export type KnownPrices = ReadonlyMap<string, KnownPrice>

/** The most units of one product; what goes beyond is cut off when baskets are put together. */
export const mostUnits = 999

const same = (a: Money, b: Money) => a.amount === b.amount && a.currency === b.currency

/** The price that the shopper last saw. */
const lastSeen = ({ shown, unitPrice, oldUnitPrice }: Line): Money =>
  shown || !oldUnitPrice ? unitPrice : oldUnitPrice

/** The line at a price of now, which is news to its shopper unless it is the one last seen. */
function priced(line: Line, seen: Money, { version, price }: KnownPrice): Line {
  const { oldUnitPrice: _, ...rest } = line
  const known = { ...rest, unitPrice: price, priceVersion: version }
  return same(seen, price)
    ? { ...known, shown: true }
    : { ...known, shown: false, oldUnitPrice: seen }
}

/** Sets a line, fresh from the catalog; what its shopper was told of an older price is forgotten. */
export function putLine(lines: readonly Line[], fresh: Line): readonly Line[] {
  const known = lines.find(({ productId }) => productId === fresh.productId)
  if (!known) return [...lines, fresh]
  const { priceVersion: version, unitPrice: price } = fresh
  const next = priced(fresh, lastSeen(known), { version, price })
  return lines.map((line) => (line === known ? next : line))
}

export const removeLine = (lines: readonly Line[], productId: string): readonly Line[] =>
  lines.filter((line) => line.productId !== productId)

/** Lines at their last known prices; a price that the line already includes changes nothing. */
export const reprice = (lines: readonly Line[], prices: KnownPrices): readonly Line[] =>
  lines.map((line) => {
    const known = prices.get(line.productId)
    if (!known || known.version <= line.priceVersion) return line
    if (same(line.unitPrice, known.price)) return { ...line, priceVersion: known.version }
    return priced(line, lastSeen(line), known)
  })

/** Notes that an answer shows all prices. */
export const show = (lines: readonly Line[]): readonly Line[] =>
  lines.map((line) => (line.shown ? line : { ...line, shown: true }))

/** Lines whose price has changed without having been shown. */
export const unseen = (lines: readonly Line[]): readonly Line[] =>
  lines.filter((line) => !line.shown)

/** Two baskets' lines in one: the units of a product are summed, up to the most that a line has. */
export function addLines(lines: readonly Line[], more: readonly Line[]): readonly Line[] {
  const find = (all: readonly Line[], { productId }: Line) =>
    all.find((line) => line.productId === productId)
  const summed = lines.map((line) => {
    const added = find(more, line)
    return added ? inOne(line, added) : line
  })
  return [...summed, ...more.filter((line) => !find(lines, line))]
}

/** Of two prices the one that includes the later change is the better known. */
const inOne = (line: Line, added: Line): Line => ({
  ...(added.priceVersion >= line.priceVersion ? added : line),
  quantity: Math.min(line.quantity + added.quantity, mostUnits),
})
