import { createApp } from '@shop/kit/http.ts'
import { unknownRoute } from '@shop/kit/problem.ts'
import type { Express } from 'express'
import { forward } from './forward.ts'
import { forwardEvents, type OpenSidecar, ownConnection } from './forward-events.ts'
import { finishLogin, logIn, pendingLogin } from './log-in.ts'
import { logOut } from './log-out.ts'
import { createOidc } from './oidc.ts'
import { toOwnHost } from './own-host.ts'
import { builtPages, servePages } from './pages.ts'
import { onlyFromOwnPages } from './same-origin.ts'
import { securityHeaders } from './security-headers.ts'
import type { StorefrontService } from './service.ts'
import { createSessions } from './sessions.ts'
import { createVault } from './vault.ts'

type Options = { readonly open?: OpenSidecar; readonly pages?: string }

export function createStorefront(
  service: StorefrontService,
  { open = ownConnection(service), pages = builtPages }: Options = {},
): Express {
  const { config, log, sidecar } = service
  const origin = config.STOREFRONT_URL
  const oidc = createOidc(config)
  const sessions = createSessions(service, oidc)
  const pending = createVault(sidecar.state('statestore'), 'login', pendingLogin)
  const logins = { oidc, pending, sessions, origin, log }

  return createApp(
    service,
    (app) => {
      app.set('trust proxy', config.TRUST_PROXY)
      app.use(securityHeaders)
      app.use(['/api', '/auth'], onlyFromOwnPages(origin))

      app.use('/api/v1', forwardEvents(service, sessions, open), forward(sidecar, sessions))
      app.use('/api', unknownRoute)

      app.use(toOwnHost(origin))
      app.get('/auth/login', logIn(logins))
      app.get('/auth/callback', finishLogin(logins))
      app.post('/auth/logout', logOut(oidc, sessions))
      app.get('/auth/session', async (req, res) => {
        const session = await sessions.of(req)
        res.set('cache-control', 'no-store').json({ user: session?.user ?? null })
      })
      app.use('/auth', unknownRoute)

      app.use(servePages(pages, log))
    },
    { body: 'stream' },
  )
}
