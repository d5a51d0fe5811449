import { Refusal } from '@shop/kit/problem.ts'
import type { RequestHandler } from 'express'
import type { Oidc } from './oidc.ts'
import type { Sessions } from './sessions.ts'

/** POST /auth/logout: the session ends here; the answer says where the browser ends it at the issuer. */
export function logOut(oidc: Oidc, sessions: Sessions): RequestHandler {
  return async (req, res) => {
    const wasLoggedIn = (await sessions.of(req)) !== undefined
    await sessions.end(req, res)
    const url = wasLoggedIn ? await oidc.logoutUrl().catch(shopIfUnreachable) : undefined
    res.json({ location: url?.href ?? '/' })
  }
}

function shopIfUnreachable(error: unknown): undefined {
  if (!(error instanceof Refusal)) throw error
}
