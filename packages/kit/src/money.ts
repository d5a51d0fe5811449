import { z } from 'zod'

/** An integer amount in minor units (cents) and its ISO 4217 currency. */
export const money = z.object({
  amount: z.int(),
  currency: z.string().length(3),
})
export type Money = Readonly<z.infer<typeof money>>

/** The sum of two amounts of one currency. */
export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`can't add ${b.currency} to ${a.currency}`)
  return { amount: a.amount + b.amount, currency: a.currency }
}

/** `units` times a price. */
export const times = (price: Money, units: number): Money => ({
  amount: price.amount * units,
  currency: price.currency,
})

/** What a list of lines costs in all. */
export const totalOf = (
  lines: readonly { readonly unitPrice: Money; readonly units: number }[],
  currency: string,
): Money =>
  lines.reduce((sum, line) => add(sum, times(line.unitPrice, line.units)), { amount: 0, currency })
