import type { User } from '@shop/kit/auth.ts'
import { anonymousOwner, changeHeld, readHeld, userOwner } from './basket-store.ts'
import { claim, merge } from './held.ts'
import type { BasketService } from './service.ts'

/**
 * Puts an anonymous shopper's basket into the user's, once, though the two records can't be
 * written together: first the user claims the anonymous one, which from then on nobody edits;
 * then its lines are added in the same write that notes whose they were. After a crash between
 * the two, or a repeat, the claim still holds and the note tells whether the lines are in.
 */
export async function mergeBasket(service: BasketService, user: User, anonymousId: string) {
  const owner = userOwner(user.id)
  const taken = await changeHeld(service, anonymousOwner(anonymousId), (held) =>
    claim(held, owner.key),
  )
  const { basket, claimedBy } = taken
  if (claimedBy !== owner.key || basket.lines.length === 0) return
  await changeHeld(service, owner, (held) => merge(held, anonymousId, basket.lines))
}

/** Whether a user has taken this shopper's basket over. */
export async function isClaimed(service: BasketService, anonymousId: string): Promise<boolean> {
  const held = await readHeld(service, anonymousOwner(anonymousId))
  return held?.claimedBy !== undefined
}
