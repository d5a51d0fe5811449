import { STATUS_CODES } from 'node:http'
import type { ErrorRequestHandler, RequestHandler, Response } from 'express'
import { z } from 'zod'
import { isDatabaseAway } from './database-away.ts'
import type { Logger } from './log.ts'
import { SidecarError } from './sidecar-error.ts'
import { trace } from './trace.ts'

export type Fault = { readonly path: string; readonly message: string }

type Extra = {
  readonly code?: string
  readonly errors?: readonly Fault[]
  readonly headers?: Readonly<Record<string, string>>
}

/** The caller's fault (or a passing trouble), said as problem+json (RFC 9457). */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly code: string | undefined
  readonly errors: readonly Fault[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(status: number, detail: string, extra: Extra = {}) {
    super(detail)
    this.status = status
    this.code = extra.code
    this.errors = extra.errors
    this.headers = extra.headers ?? {}
  }
}

/** 400: the request can't be understood; `errors` name every field at fault. */
export const badRequest = (detail: string, errors?: readonly Fault[]) =>
  new Refusal(400, detail, { code: 'bad-request', ...(errors && { errors }) })
/** 401: no token, or one that isn't good. */
export const unauthorized = (detail: string) =>
  new Refusal(401, detail, { code: 'unauthorized', headers: { 'www-authenticate': 'Bearer' } })
/** 403: known, but not allowed. */
export const forbidden = (detail: string) => new Refusal(403, detail, { code: 'forbidden' })
/** 404, also for what belongs to somebody else. */
export const notFound = (what: string) =>
  new Refusal(404, `${what} was not found`, { code: 'not-found' })
/** 409: understood, but it does not fit the present state; `code` is stable for programs. */
export const conflict = (code: string, detail: string) => new Refusal(409, detail, { code })
/** 422: understood and refused, such as a request id used twice with different bodies. */
export const unprocessable = (code: string, detail: string) => new Refusal(422, detail, { code })
/** 503: a part of the shop can't be reached; try again after `seconds`. */
export const unavailable = (detail: string, seconds = 1) =>
  new Refusal(503, detail, { code: 'unavailable', headers: { 'retry-after': `${seconds}` } })

/** The value as its schema says, or a 400 that names every fault. */
export function parse<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value)
  if (parsed.success) return parsed.data
  throw badRequest('The request is not valid', parsed.error.issues.flatMap(faults))
}

function faults(issue: z.core.$ZodIssue): Fault[] {
  const path = issue.path.join('.')
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }]
  return issue.keys.map((key) => ({
    path: path ? `${path}.${key}` : key,
    message: 'is not a known field',
  }))
}

/** Express' own refusals: a body that is malformed (400), too large (413) or a path that can't be decoded. */
const expressError = z.object({ status: z.int().min(400).max(499), type: z.string().optional() })

function refusalFrom(error: unknown): Refusal | undefined {
  if (error instanceof Refusal) return error
  if (error instanceof SidecarError) return unavailable('A part of the shop can not be reached')
  if (isDatabaseAway(error)) return unavailable('The database can not be reached')
  const known = expressError.safeParse(error)
  if (!known.success) return undefined
  const { status, type } = known.data
  if (type === 'entity.too.large') {
    return new Refusal(413, 'The body is larger than is allowed', { code: 'too-large' })
  }
  const detail = type === 'entity.parse.failed' ? 'The body is not valid JSON' : 'Bad request'
  return new Refusal(status, detail, { code: 'bad-request' })
}

/** Writes one problem document. */
export function sendProblem(res: Response, refusal: Refusal) {
  const requestId = trace()?.requestId
  res.status(refusal.status).set(refusal.headers)
  res.type('application/problem+json').json({
    type: 'about:blank',
    title: STATUS_CODES[refusal.status] ?? 'Error',
    status: refusal.status,
    detail: refusal.message,
    ...(refusal.code && { code: refusal.code }),
    ...(requestId && { requestId }),
    ...(refusal.errors && { errors: refusal.errors }),
  })
}

/** For a path that no route has. */
export const unknownRoute: RequestHandler = (req) => {
  throw notFound(`${req.method} ${req.path}`)
}

/** The one place where an error becomes an answer; what is our fault is logged and not shown. */
export const problemHandler =
  (log: Logger): ErrorRequestHandler =>
  (error, req, res, next) => {
    if (res.headersSent) return next(error)
    const refusal = refusalFrom(error)
    const ours = !(error instanceof Refusal) && (refusal?.status ?? 500) >= 500
    if (ours) log.error({ err: error, method: req.method, path: req.path }, 'request failed')
    sendProblem(res, refusal ?? new Refusal(500, 'Something went wrong on our side'))
  }
