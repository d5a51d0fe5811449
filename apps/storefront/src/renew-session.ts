import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from '@shop/kit/log.ts'
import { Refusal, unavailable } from '@shop/kit/problem.ts'
import type { Oidc } from './oidc.ts'
import { claim, isClaimed, renewed, type Session, unclaimed } from './session.ts'
import type { Vault } from './vault.ts'

/** What became of a session that was to be renewed. */
export type Renewal =
  | { readonly state: 'active'; readonly session: Session }
  /** The issuer gives no more tokens, or the session is gone. */
  | { readonly state: 'ended' }
  /** The issuer can't be asked now; the session stays as it was. */
  | { readonly state: 'unreachable'; readonly session: Session }

type Parts = {
  readonly vault: Vault<Session>
  readonly oidc: Pick<Oidc, 'refresh' | 'revoke'>
  readonly now: () => Date
  readonly log: Logger
}
type IsDue = (session: Session) => boolean

const pause = 50
/** How often others look: for longer than a claim lasts. */
const patience = 400

/**
 * Refreshes a session's tokens if they are still due when it is their turn. A refresh token is good
 * for one use, and a second use ends the session: so a replica claims the session, by ETag, before
 * it asks the issuer, and others wait for what it brings.
 */
export async function renewSession(parts: Parts, id: string, isDue: IsDue): Promise<Renewal> {
  const { vault, now } = parts
  for (let tries = 0; tries < patience; tries += 1) {
    const found = await vault.read(id)
    if (!found) return { state: 'ended' }
    const session = found.value
    const time = now().getTime()
    if (!isDue(session)) return { state: 'active', session }
    if (!isClaimed(session, time)) {
      const guard = { etag: found.etag, ttlMs: session.endsAt - time }
      if (await vault.write(id, claim(session, time), guard)) return refresh(parts, id, session)
    }
    await sleep(pause)
  }
  throw unavailable('The login could not be renewed')
}

async function refresh(parts: Parts, id: string, session: Session): Promise<Renewal> {
  const { vault, now, log } = parts
  const tokens = await ask(parts, session)
  if (tokens === 'unreachable') {
    await keep(parts, id, unclaimed)
    return { state: 'unreachable', session }
  }
  if (tokens === 'rejected') {
    log.info({ user: session.user.id }, 'the issuer ended a session')
    await vault.delete(id)
    return { state: 'ended' }
  }
  const next = renewed(session, tokens, now().getTime())
  if (await keep(parts, id, () => next)) return { state: 'active', session: next }
  // Somebody logged out meanwhile: what was just given is given back.
  if (next.refreshToken) await giveBack(parts, next.refreshToken)
  return { state: 'ended' }
}

/** Revokes a refresh token as far as the issuer can be reached: the session is over here anyway. */
export async function giveBack({ oidc, log }: Pick<Parts, 'oidc' | 'log'>, refreshToken: string) {
  try {
    await oidc.revoke(refreshToken)
  } catch (error) {
    log.warn({ reason: String(error) }, 'a refresh token was not revoked')
  }
}

async function ask({ oidc }: Parts, { refreshToken }: Session) {
  if (!refreshToken) return 'rejected'
  try {
    return await oidc.refresh(refreshToken)
  } catch (error) {
    if (error instanceof Refusal) return 'unreachable'
    throw error
  }
}

/** Writes what the claim was for; false if the session has ended meanwhile. */
async function keep({ vault, now }: Parts, id: string, change: (session: Session) => Session) {
  for (;;) {
    const found = await vault.read(id)
    if (!found) return false
    const ttlMs = found.value.endsAt - now().getTime()
    if (await vault.write(id, change(found.value), { etag: found.etag, ttlMs })) return true
  }
}

/** Those who ask for the same at the same time share one answer. */
export function shared<T>(): (key: string, work: () => Promise<T>) => Promise<T> {
  const under = new Map<string, Promise<T>>()
  return (key, work) => {
    const known = under.get(key)
    if (known !== undefined) return known
    const mine = work().finally(() => under.delete(key))
    under.set(key, mine)
    return mine
  }
}
