import { conflict } from '@shop/kit/problem.ts'
import { reprice, show } from './basket.ts'
import { changeHeld, type Owner } from './basket-store.ts'
import { abandon, fateOf } from './checkout-fate.ts'
import { type Held, markCheckedOut, thaw, thawsAfter } from './held.ts'
import { lastPrices } from './price-store.ts'
import type { BasketService } from './service.ts'

/**
 * Changes an owner's basket and brings it up to date. What comes of it is what the answer shows,
 * so its prices count as shown.
 */
export const changeBasket = (
  service: BasketService,
  owner: Owner,
  change: (held: Held) => Held,
): Promise<Held> =>
  changeHeld(service, owner, async (held) => {
    if (held.claimedBy !== undefined) {
      throw conflict('basket-merged', 'The basket has been taken over at login; try again')
    }
    const changed = await repriced(service, change(await settled(service, held)))
    return { ...changed, basket: { ...changed.basket, lines: show(changed.basket.lines) } }
  })

/** The record once a checkout that has come to its end, or has taken too long, is off it. */
export async function settled(
  { db, now }: Pick<BasketService, 'db' | 'now'>,
  held: Held,
): Promise<Held> {
  if (!held.checkingOut) return held
  const { orderId, since } = held.checkingOut
  const overdue = now().getTime() - since >= thawsAfter
  const fate = await (overdue ? abandon(db, orderId, now()) : fateOf(db, orderId))
  switch (fate) {
    case 'accepted':
      return markCheckedOut(held)
    case 'abandoned':
      return thaw(held)
    case undefined:
      return held
  }
}

/** The record with the active basket's lines at their last known prices. */
export async function repriced({ db }: Pick<BasketService, 'db'>, held: Held): Promise<Held> {
  const { lines } = held.basket
  const prices = await lastPrices(
    db,
    lines.map(({ productId }) => productId),
  )
  return { ...held, basket: { ...held.basket, lines: reprice(lines, prices) } }
}
