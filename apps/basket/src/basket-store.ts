import { setTimeout as sleep } from 'node:timers/promises'
import { isDeepStrictEqual } from 'node:util'
import { newId } from '@shop/kit/ids.ts'
import { unavailable } from '@shop/kit/problem.ts'
import { EtagMismatch } from '@shop/kit/state.ts'
import { begin, type Held, held } from './held.ts'
import type { BasketService } from './service.ts'

/** Whose basket it is. */
export type Owner = {
  /** Of the state record. */
  readonly key: string
  /** The id of the first basket of an anonymous shopper, who has no record until there are lines. */
  readonly anonymousId?: string
}

/** A user's id may hold what a key may not, such as `||`. */
export const userOwner = (userId: string): Owner => ({ key: `user-${encodeURIComponent(userId)}` })

export const anonymousOwner = (anonymousId: string): Owner => ({
  key: `anonymous-${anonymousId}`,
  anonymousId,
})

const ttlSeconds = 30 * 24 * 3_600
const mostAttempts = 12

const stateOf = ({ sidecar }: Pick<BasketService, 'sidecar'>) => sidecar.state('statestore')

/** The owner's record, if there is one. */
export async function readHeld(
  service: Pick<BasketService, 'sidecar'>,
  { key }: Owner,
): Promise<Held | undefined> {
  const record = await stateOf(service).get(key)
  return record && held.parse(record.value)
}

/**
 * Changes an owner's record by a decision on its present content. Where somebody else writes it
 * meanwhile the decision is made anew on what they wrote, a bounded number of times.
 */
export async function changeHeld(
  service: Pick<BasketService, 'sidecar'>,
  owner: Owner,
  decide: (held: Held) => Held | Promise<Held>,
): Promise<Held> {
  const state = stateOf(service)
  for (let attempt = 1; attempt <= mostAttempts; attempt += 1) {
    const record = await state.get(owner.key)
    const before = record ? held.parse(record.value) : begin(owner.anonymousId ?? newId())
    const after = await decide(before)
    if (record ? isDeepStrictEqual(before, after) : isNothing(owner, after)) return after
    const guard = record ? { etag: record.etag } : { ifAbsent: true }
    const saved = await state.save(owner.key, after, { ...guard, ttlSeconds }).then(
      () => true,
      (error) => {
        if (error instanceof EtagMismatch) return false
        throw error
      },
    )
    if (saved) return after
    // At random, so that those who collided don't collide again.
    await sleep(Math.random() * Math.min(100, 5 * 2 ** attempt))
  }
  throw unavailable('The basket is being changed by others; try again')
}

/** Whoever only looks at the shop without a token leaves no record behind. */
const isNothing = ({ anonymousId }: Owner, { basket }: Held) =>
  anonymousId !== undefined && basket.lines.length === 0
