import express, { type Express, type RequestHandler } from 'express'
import { newId } from './ids.ts'
import type { Logger } from './log.ts'
import { problemHandler, unknownRoute } from './problem.ts'
import { traceparentFrom, withTrace } from './trace.ts'

type Shell = {
  readonly log: Logger
  readonly isReady: () => boolean
  /** Routes that all services with tables have. */
  readonly internal?: (app: Express) => void
}

type Options = {
  /** `stream` leaves request bodies unread, for a service that passes them on. */
  readonly body?: 'json' | 'stream'
}

/**
 * The express app of a service: health, traces, request ids and JSON bodies before its routes,
 * problem+json for everything that goes wrong after them.
 */
export function createApp(
  service: Shell,
  routes: (app: Express) => void,
  options: Options = {},
): Express {
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  app.set('query parser', 'simple')
  health(app, service)
  app.use(traced(service.log))
  if (options.body !== 'stream') app.use(express.json({ limit: '1mb' }))
  service.internal?.(app)
  routes(app)
  app.use(unknownRoute)
  app.use(problemHandler(service.log))
  return app
}

/** `/healthz`: this process can take work; `/readyz`: its sidecar is there too. Never the broker (DAPR.md §7). */
function health(app: Express, { isReady }: Shell) {
  app.get('/healthz', (_req, res) => {
    res.json({ status: 'ok' })
  })
  app.get('/readyz', (_req, res) => {
    const ready = isReady()
    res.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting' })
  })
}

const safeId = /^[\w.:-]{1,128}$/

const traced =
  (log: Logger): RequestHandler =>
  (req, res, next) => {
    const given = req.get('x-request-id')
    const requestId = given && safeId.test(given) ? given : newId()
    const started = performance.now()
    res.set('x-request-id', requestId)
    withTrace({ traceparent: traceparentFrom(req.get('traceparent')), requestId }, () => {
      // Bound to the trace here: the socket's events run outside of it.
      const { method, path } = req
      res.on('finish', () => {
        const ms = Math.round((performance.now() - started) * 10) / 10
        log.info({ method, path, status: res.statusCode, ms, requestId }, 'request')
      })
      next()
    })
  }
