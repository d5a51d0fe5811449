import { join } from 'node:path'
import { createApp } from '@shop/kit/http.ts'
import type { Logger } from '@shop/kit/log.ts'
import express, { type Express } from 'express'
import type { IdentityConfig } from './config.ts'
import { secureHeaders } from './headers.ts'
import type { Keys } from './keys.ts'
import { logProvider } from './log-provider.ts'
import { createProvider } from './provider.ts'
import { signInPages } from './sign-in.ts'
import { createThrottle } from './throttle.ts'
import { createUsers } from './users.ts'

type Parts = {
  readonly config: IdentityConfig
  readonly keys: Keys
  readonly log: Logger
  readonly isReady: () => boolean
  readonly now: () => Date
}

/** The provider's own paths; all others are unknown. */
const openId = {
  get: [
    '/.well-known/openid-configuration',
    '/.well-known/oauth-authorization-server',
    '/auth',
    '/auth/:uid',
    '/jwks',
    '/session/end',
    '/session/end/success',
  ],
  post: ['/token', '/token/revocation', '/session/end/confirm'],
}

const assets = join(import.meta.dirname, 'assets')

export function createIdentity({ config, keys, log, isReady, now }: Parts): Express {
  const users = createUsers(config)
  const provider = createProvider(config, keys, users)
  const answer = provider.callback()
  logProvider(provider, log)

  const routes = (app: Express) => {
    // An https issuer has a proxy before it, which tells who the caller is.
    if (provider.proxy) app.set('trust proxy', 1)
    app.use(secureHeaders(config))
    app.use(express.static(assets, { index: false, maxAge: '1h' }))
    app.get('/', (_req, res) => res.redirect(config.STOREFRONT_URL))
    signInPages(app, { config, log, provider, users, throttle: createThrottle(now) })
    app.get(openId.get, (req, res) => answer(req, res))
    app.post(openId.post, (req, res) => answer(req, res))
  }
  return createApp({ log, isReady }, routes, { body: 'stream' })
}
