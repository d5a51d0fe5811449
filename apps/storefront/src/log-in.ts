import { randomBytes } from 'node:crypto'
import type { Logger } from '@shop/kit/log.ts'
import type { RequestHandler } from 'express'
import * as openid from 'openid-client'
import { z } from 'zod'
import { cookieOf, setCookie } from './cookies.ts'
import { localPath } from './local-path.ts'
import { wordsFor } from './login-trouble.ts'
import { sendNotice } from './notice.ts'
import type { Oidc } from './oidc.ts'
import type { Sessions } from './sessions.ts'
import type { Vault } from './vault.ts'

/** A login under way: kept here for ten minutes, for one use by the browser that began it. */
export const pendingLogin = z.object({
  nonce: z.string(),
  verifier: z.string(),
  returnTo: z.string(),
})

type Parts = {
  readonly oidc: Oidc
  readonly pending: Vault<Readonly<z.infer<typeof pendingLogin>>>
  readonly sessions: Sessions
  /** The address that browsers use. */
  readonly origin: string
  readonly log: Logger
}

const cookie = 'login'
const lasts = 600_000
const wellFormed = /^[\w-]{43}$/

/** The record's id: what only this browser has, and which of its logins this is. */
const idOf = (browser: string, state: string) => `${browser}.${state}`

/** GET /auth/login?returnTo=/path: off to the issuer. */
export function logIn({ oidc, pending, origin, log }: Parts): RequestHandler {
  return async (req, res) => {
    const returnTo = localPath(req.query['returnTo']) ?? '/'
    const known = cookieOf(req, cookie)
    // One for all logins of a browser, so that two tabs don't end each other's.
    const browser = known && wellFormed.test(known) ? known : randomBytes(32).toString('base64url')
    const nonce = openid.randomNonce()
    const verifier = openid.randomPKCECodeVerifier()
    const state = openid.randomState()
    try {
      const url = await oidc.loginUrl({ state, nonce, verifier })
      await pending.write(idOf(browser, state), { nonce, verifier, returnTo }, { ttlMs: lasts })
      const secure = origin.startsWith('https:')
      setCookie(res, cookie, browser, { secure, path: '/auth', maxAge: lasts })
      res.redirect(303, url.href)
    } catch (error) {
      if (!req.accepts('html')) throw error
      const { status, text } = wordsFor(error, log)
      const title = 'Logging in does not work right now'
      sendNotice(res.set('retry-after', '5'), status, { title, text, links: linksFor(returnTo) })
    }
  }
}

/** GET /auth/callback: back from the issuer, with a code for tokens or with its refusal. */
export function finishLogin({ oidc, pending, sessions, origin, log }: Parts): RequestHandler {
  return async (req, res) => {
    const state = String(req.query['state'] ?? '')
    const login = await pending.take(idOf(cookieOf(req, cookie) ?? '', state))
    if (!login) {
      sendNotice(res, 400, {
        title: 'This login can not be finished',
        text: 'It was begun too long ago, in another browser, or has been used already.',
        links: linksFor('/'),
      })
      return
    }
    try {
      const tokens = await oidc.exchange(new URL(req.originalUrl, origin), { ...login, state })
      await sessions.start(req, res, tokens)
      res.redirect(303, login.returnTo)
    } catch (error) {
      const { status, text } = wordsFor(error, log)
      const title = 'You are not logged in'
      sendNotice(res, status, { title, text, links: linksFor(login.returnTo) })
    }
  }
}

const linksFor = (returnTo: string) => [
  { href: `/auth/login?${new URLSearchParams({ returnTo })}`, label: 'Log in again' },
  { href: '/', label: 'Back to the shop' },
]
