import type { Logger } from '@shop/kit/log.ts'
import express, {
  type ErrorRequestHandler,
  type Express,
  type Request,
  type Response,
} from 'express'
import { errors, type Provider } from 'oidc-provider'
import { z } from 'zod'
import { type IdentityConfig, isProduction } from './config.ts'
import { messagePage, type SignIn, signInPage } from './pages.ts'
import type { Throttle } from './throttle.ts'
import type { Users } from './users.ts'

type Parts = {
  readonly config: IdentityConfig
  readonly log: Logger
  readonly provider: Provider
  readonly users: Users
  readonly throttle: Throttle
}

/** What the form sends; anything else reads as nothing. */
const form = z.object({
  username: z.string().trim().toLowerCase().catch(''),
  password: z.string().catch(''),
  cancel: z.literal('yes').optional().catch(undefined),
})

/** The pages between a request to sign in and its answer. */
export function signInPages(app: Express, parts: Parts) {
  const { provider } = parts
  app.get('/login/:uid', async (req, res) => {
    const { prompt, params } = await provider.interactionDetails(req, res)
    if (prompt.name === 'consent') return provider.interactionFinished(req, res, { consent: {} })
    const user = z
      .string()
      .max(100)
      .catch('')
      .parse(req.query['user'] ?? params['login_hint'])
    return show(res, parts, { user })
  })
  app.post('/login/:uid', express.urlencoded({ extended: false, limit: '8kb' }), (req, res) =>
    signIn(req, res, parts),
  )
  app.use('/login', expired(parts.config))
}

async function signIn(req: Request, res: Response, parts: Parts) {
  const { log, provider, users, throttle } = parts
  await provider.interactionDetails(req, res)
  const { username, password, cancel } = form.parse(req.body ?? {})
  if (cancel) return provider.interactionFinished(req, res, { error: 'access_denied' })

  const address = req.ip ?? ''
  const seconds = throttle.wait(address)
  if (seconds > 0) {
    res.status(429).set('retry-after', String(seconds))
    const fault = `Too many wrong passwords. Please try again in ${seconds} seconds.`
    return show(res, parts, { user: username, fault })
  }
  const user = users.check(username, password)
  if (!user) {
    throttle.failed(address)
    log.warn({ address }, 'wrong user name or password')
    // Not 401, which would promise a way to authenticate by HTTP (RFC 9110 §15.5.2).
    res.status(422)
    return show(res, parts, { user: username, fault: 'The user name or the password is wrong.' })
  }
  log.info({ user: user.id }, 'signed in')
  return provider.interactionFinished(req, res, { login: { accountId: user.id } })
}

function show(res: Response, { config }: Parts, what: SignIn) {
  const demo = isProduction(config) ? {} : { demoPassword: config.DEMO_PASSWORD }
  res.set('cache-control', 'no-store').send(signInPage({ ...what, ...demo }))
}

/** Nobody is signing in under that address any more, or not in this browser. */
const expired =
  ({ STOREFRONT_URL: shop }: IdentityConfig): ErrorRequestHandler =>
  (error, _req, res, next) => {
    if (!(error instanceof errors.SessionNotFound)) return next(error)
    const text = 'This sign-in has expired. Please go back to the shop and start again.'
    res.status(400).send(messagePage({ title: 'Too late', text, shop }))
  }
