import { unavailable } from '@shop/kit/problem.ts'
import type { Invocation, Sidecar, StreamedAnswer } from '@shop/kit/sidecar.ts'
import type { Request, RequestHandler, Response } from 'express'
import { apiPath } from './api-path.ts'
import { headersFor } from './headers.ts'
import { readBody } from './read-body.ts'
import { discard, relay } from './relay.ts'
import type { Sessions } from './sessions.ts'

/** /api/v1/*: to the gateway, in the name of whoever is logged in. */
export const forward =
  (sidecar: Pick<Sidecar, 'stream'>, sessions: Sessions): RequestHandler =>
  async (req, res) => {
    const gone = new AbortController()
    res.on('close', () => gone.abort())
    try {
      const invocation = await invocationFor(req, gone.signal)
      const call = (token?: string) => sidecar.stream({ ...invocation, ...(token && { token }) })
      await relay(await callAs(sessions, req, res, call), req, res)
    } catch (error) {
      // Nobody is there to hear it.
      if (!res.closed) throw error
    }
  }

/** Longer than the gateway waits for an app, so that its answer is the one that is seen. */
const timeout = 15_000

async function invocationFor(req: Request, signal: AbortSignal): Promise<Invocation> {
  const path = apiPath(req.originalUrl)
  const body = await readBody(req)
  const headers = headersFor(req)
  const { method } = req
  return { app: 'gateway', method, path, headers, timeout, signal, ...(body && { body }) }
}

type Call = (token?: string) => Promise<StreamedAnswer>

/**
 * Calls with a token that has not expired; if it is refused all the same, with a new one once
 * more. A session that is over is forgotten, and its shopper is anonymous from then on.
 */
async function callAs(
  sessions: Sessions,
  req: Request,
  res: Response,
  call: Call,
): Promise<StreamedAnswer> {
  const known = await sessions.current(req)
  if (known?.state === 'ended') sessions.forget(res)
  if (!known || known.state === 'ended') return call()

  const { accessToken } = known.session
  const answer = await call(accessToken)
  if (answer.status !== 401) return answer
  discard(answer)
  const renewal = known.state === 'unreachable' ? known : await sessions.renew(req, accessToken)
  switch (renewal.state) {
    case 'active':
      return call(renewal.session.accessToken)
    case 'ended':
      sessions.forget(res)
      return call()
    case 'unreachable':
      throw unavailable('The identity provider can not be reached')
  }
}
