import { z } from 'zod'
import { addLines, type Basket, basket, type Line } from './basket.ts'

// The state record of one owner, a user or an anonymous shopper: the one active basket, and beside
// it a basket that is on its way to become an order. Pure: time and ids come in as arguments.

export const held = z
  .object({
    basket,
    /** A frozen basket: its checkout is under way, and edits go to the active one. */
    checkingOut: z
      .object({ requestId: z.string(), orderId: z.string(), since: z.int(), basket })
      .readonly()
      .optional(),
    /** Ordered; kept until ordering has said that the order has started. */
    checkedOut: z.object({ basketId: z.string(), orderId: z.string() }).readonly().optional(),
    /** The anonymous shoppers whose baskets are in this one already, latest last. */
    merged: z.array(z.string()).readonly(),
    /** Of an anonymous basket: the owner who has taken it over. */
    claimedBy: z.string().optional(),
  })
  .readonly()
export type Held = z.infer<typeof held>
export type Frozen = NonNullable<Held['checkingOut']>

/** A frozen basket that is older, in ms, and has not been ordered thaws. */
export const thawsAfter = 30_000

/** More than anyone merges while an anonymous basket lives. */
const mergesKept = 50

const empty = (basketId: string): Basket => ({ basketId, lines: [] })

export const begin = (basketId: string): Held => ({ basket: empty(basketId), merged: [] })

/** The active basket with other lines; a basket that was ordered before it is no longer the latest. */
export function edit(held: Held, lines: readonly Line[]): Held {
  const { checkedOut: _, ...rest } = held
  return { ...rest, basket: { ...held.basket, lines } }
}

/** What its owner is shown: a frozen basket until a new one has been begun. */
export const visible = ({ basket, checkingOut }: Held): Basket =>
  basket.lines.length === 0 && checkingOut ? checkingOut.basket : basket

/** An anonymous basket is taken over by one owner, for good: nobody edits it any more. */
export const claim = (held: Held, owner: string): Held =>
  held.claimedBy === undefined ? { ...held, claimedBy: owner } : held

/** Puts an anonymous shopper's lines into the active basket, once. */
export function merge(held: Held, anonymousId: string, lines: readonly Line[]): Held {
  if (held.merged.includes(anonymousId)) return held
  const merged = [...held.merged, anonymousId].slice(-mergesKept)
  return { ...edit(held, addLines(held.basket.lines, lines)), merged }
}

/** The active basket is being checked out; an empty one takes its place. */
export const freeze = (
  held: Held,
  checkout: Omit<Frozen, 'basket'>,
  nextBasketId: string,
): Held => ({
  ...edit(held, []),
  basket: empty(nextBasketId),
  checkingOut: { ...checkout, basket: held.basket },
})

/** The checkout came to nothing: the basket is active again, with what was put in meanwhile. */
export function thaw(held: Held): Held {
  const { checkingOut, ...rest } = held
  if (!checkingOut) return held
  const { basketId, lines } = checkingOut.basket
  if (held.basket.lines.length === 0) return { ...rest, basket: { basketId, lines } }
  return { ...rest, basket: { ...held.basket, lines: addLines(lines, held.basket.lines) } }
}

/** The checkout was accepted. */
export function markCheckedOut(held: Held): Held {
  const { checkingOut, ...rest } = held
  if (!checkingOut) return held
  const { orderId, basket } = checkingOut
  return { ...rest, checkedOut: { basketId: basket.basketId, orderId } }
}

/** The order of this basket has started: the basket is gone, wherever it is, and no other. */
export function close(held: Held, basketId: string, nextBasketId: string): Held {
  const { checkingOut, checkedOut, ...rest } = held
  return {
    ...rest,
    ...(checkingOut && checkingOut.basket.basketId !== basketId && { checkingOut }),
    ...(checkedOut && checkedOut.basketId !== basketId && { checkedOut }),
    basket: held.basket.basketId === basketId ? empty(nextBasketId) : held.basket,
  }
}
