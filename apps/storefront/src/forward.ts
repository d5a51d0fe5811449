import { pipeline } from 'node:stream/promises'
import type { Logger } from '@shop/kit/log.ts'
import { unavailable } from '@shop/kit/problem.ts'
import {
  createSidecar,
  type Invocation,
  type Sidecar,
  SidecarError,
  type StreamedAnswer,
} from '@shop/kit/sidecar.ts'
import type { Request, RequestHandler, Response } from 'express'
import { apiPath } from './api-path.ts'
import { basketCookies, headersFor, headersOf } from './headers.ts'
import { readBody } from './read-body.ts'
import type { StorefrontService } from './service.ts'
import type { Sessions } from './sessions.ts'

export type OpenSidecar = () => Pick<Sidecar, 'stream' | 'close'>

/** Way to the sidecar for one stream, so that those who listen don't use up the connections of all. */
export const ownConnection =
  ({ config }: StorefrontService): OpenSidecar =>
  () =>
    createSidecar(config)

/** /api/v1/*: to the gateway, in the name of whoever is logged in. */
export function forward(
  service: StorefrontService,
  sessions: Sessions,
  open: OpenSidecar,
): RequestHandler {
  return async (req, res) => {
    const invocation = await invocationFor(req)
    if (!req.get('accept')?.includes('text/event-stream')) {
      const call = (token?: string) => invoke(service.sidecar, service.log, invocation, token)
      return relay(await callAs(sessions, req, res, call), req, res)
    }
    const sidecar = open()
    const close = () => void sidecar.close()
    // Whoever leaves before the answer has begun is not waited for.
    res.on('close', close)
    try {
      const call = (token?: string) => invoke(sidecar, service.log, invocation, token)
      await relay(await callAs(sessions, req, res, call), req, res)
    } finally {
      close()
    }
  }
}

async function invocationFor(req: Request): Promise<Invocation> {
  const path = apiPath(req.originalUrl)
  const body = await readBody(req)
  const headers = headersFor(req)
  return { app: 'gateway', method: req.method, path, headers, timeout, ...(body && { body }) }
}

/** Longer than the gateway waits for an app, so that its answer is the one that is seen. */
const timeout = 15_000

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

async function invoke(
  sidecar: Pick<Sidecar, 'stream'>,
  log: Logger,
  invocation: Invocation,
  token: string | undefined,
): Promise<StreamedAnswer> {
  try {
    return await sidecar.stream({ ...invocation, ...(token && { token }) })
  } catch (error) {
    if (!(error instanceof SidecarError)) throw error
    log.warn({ code: error.code, reason: error.message }, 'the gateway is out of reach')
    throw unavailable('The shop can not be reached')
  }
}

/** Gives the answer to the browser as it comes; whichever side leaves first ends the other. */
async function relay(answer: StreamedAnswer, req: Request, res: Response) {
  res.status(answer.status)
  for (const [name, value] of Object.entries(headersOf(answer))) {
    if (value !== undefined) res.setHeader(name, value)
  }
  for (const cookie of basketCookies(answer)) res.append('set-cookie', cookie)
  if (req.method === 'HEAD') {
    discard(answer)
    res.end()
    return
  }
  // A stream of events is open from here on, though its first event may be long in coming.
  res.flushHeaders()
  await pipeline(answer.body, res).catch(() => undefined)
}

/** Lets an answer run off that is not needed, so that its connection can be used again. */
function discard({ body }: StreamedAnswer) {
  body.on('error', () => {})
  body.resume()
}
