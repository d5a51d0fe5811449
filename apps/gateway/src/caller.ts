import type { Auth, User } from '@shop/kit/auth.ts'
import { forbidden, unauthorized } from '@shop/kit/problem.ts'
import type { Request } from 'express'
import type { Access } from './route.ts'

/** What a request's token says: whom it names, or why it isn't good; nothing without one. */
export type Caller = { readonly user?: User; readonly refusal?: unknown }
export type CallerOf = (req: Request) => Promise<Caller>

/** Looks at a request's token once, however often it is asked; never throws. */
export function createCallers(auth: Pick<Auth, 'userIfAny'>): CallerOf {
  const known = new WeakMap<Request, Promise<Caller>>()
  const look = async (req: Request): Promise<Caller> => {
    try {
      const user = await auth.userIfAny(req)
      return user ? { user } : {}
    } catch (refusal) {
      return { refusal }
    }
  }
  return (req) => {
    const caller = known.get(req) ?? look(req)
    known.set(req, caller)
    return caller
  }
}

/** The user whose token goes along with a call to this route; 401 or 403 where one must not pass. */
export async function admit(
  { isAdministrator }: Pick<Auth, 'isAdministrator'>,
  who: Access,
  callerOf: () => Promise<Caller>,
): Promise<User | undefined> {
  if (who === 'anyone') return undefined
  const { user, refusal } = await callerOf()
  if (refusal) throw refusal
  if (!user && who !== 'visitor') throw unauthorized('This needs a bearer token')
  if (user && who === 'administrator' && !isAdministrator(user)) {
    throw forbidden('This is for administrators')
  }
  return user
}
