import { randomBytes } from 'node:crypto'
import type { Request, Response } from 'express'
import { clearCookie, cookieOf, setCookie } from './cookies.ts'
import type { Oidc } from './oidc.ts'
import { giveBack, type Renewal, renewSession, shared } from './renew-session.ts'
import type { StorefrontService } from './service.ts'
import { isDue, isOver, newSession, type Session, session, type Tokens } from './session.ts'
import { createVault } from './vault.ts'

/** The web session: a cookie with a random id, and the tokens kept under it on this side. */
export type Sessions = {
  /** Starts a session under a new id, in place of the one that the browser may have. */
  start(req: Request, res: Response, tokens: Tokens): Promise<void>
  /** Who is logged in. */
  of(req: Request): Promise<Session | undefined>
  /** The session with a token that is good for the call to come; undefined for an anonymous caller. */
  current(req: Request): Promise<Renewal | undefined>
  /** As `current`, after this token was refused. */
  renew(req: Request, refused: string): Promise<Renewal>
  /** Ends the session, at the issuer too as far as it can be reached. */
  end(req: Request, res: Response): Promise<void>
  /** Takes the cookie of a session that is over back. */
  forget(res: Response): void
}

const cookie = 'session'
const wellFormed = /^[\w-]{43}$/

export function createSessions(service: StorefrontService, oidc: Oidc): Sessions {
  const { config, log, now, sidecar } = service
  const vault = createVault(sidecar.state('statestore'), 'session', session)
  const kept = { secure: config.STOREFRONT_URL.startsWith('https:'), path: '/' }
  const sharing = shared<Renewal>()

  const idOf = (req: Request) => {
    const id = cookieOf(req, cookie)
    return id && wellFormed.test(id) ? id : undefined
  }
  const read = async (id: string | undefined): Promise<Session | undefined> => {
    const found = id && (await vault.read(id))
    return found && !isOver(found.value, now().getTime()) ? found.value : undefined
  }
  const renewal = (id: string, why: string, due: (session: Session) => boolean) =>
    sharing(`${id} ${why}`, () => renewSession({ vault, oidc, now, log }, id, due))
  const end = async (id: string | undefined) => {
    const known = await read(id)
    if (!id || !known) return
    await vault.delete(id)
    if (known.refreshToken) await giveBack({ oidc, log }, known.refreshToken)
  }

  return {
    async start(req, res, tokens) {
      const old = idOf(req)
      // Not told to the issuer: it may count old and new tokens as one grant.
      if (old) await vault.delete(old)
      const id = randomBytes(32).toString('base64url')
      const value = newSession(tokens, now().getTime(), config.SESSION_TTL)
      await vault.write(id, value, { ttlMs: config.SESSION_TTL })
      setCookie(res, cookie, id, { ...kept, maxAge: config.SESSION_TTL })
    },
    of: (req) => read(idOf(req)),
    async current(req) {
      const id = idOf(req)
      if (!id) return undefined
      const known = await read(id)
      if (!known) return { state: 'ended' }
      const due = (session: Session) => isDue(session, now().getTime())
      return due(known) ? renewal(id, '', due) : { state: 'active', session: known }
    },
    async renew(req, refused) {
      const id = idOf(req)
      if (!id) return { state: 'ended' }
      return renewal(id, refused, ({ accessToken }) => accessToken === refused)
    },
    async end(req, res) {
      await end(idOf(req))
      clearCookie(res, cookie, kept)
    },
    forget: (res) => {
      clearCookie(res, cookie, kept)
    },
  }
}
