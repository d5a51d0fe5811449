import { ApiProblem } from './problem.ts'

type Options = {
  readonly method?: 'GET' | 'PUT' | 'POST' | 'DELETE'
  readonly body?: unknown
  /** The same for every attempt at one thing, so that it is done once. */
  readonly requestId?: string
  readonly signal?: AbortSignal
}

/** Asks this server; what the answer means is known by the path that was asked. */
export async function request<T>(path: string, options: Options = {}): Promise<T> {
  const answer = await send(path, options)
  const text = await answer.text()
  if (answer.ok) return JSON.parse(text || 'null')
  const retryAfter = Number(answer.headers.get('retry-after') ?? Number.NaN)
  throw new ApiProblem(
    answer.status,
    problemIn(text),
    Number.isNaN(retryAfter) ? undefined : retryAfter,
  )
}

async function send(path: string, { method = 'GET', body, requestId, signal }: Options) {
  const headers = {
    accept: 'application/json',
    'x-requested-with': 'e-shop',
    ...(body !== undefined && { 'content-type': 'application/json' }),
    ...(requestId && { 'x-request-id': requestId }),
  }
  try {
    return await fetch(path, {
      method,
      headers,
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    })
  } catch (error) {
    if (signal?.aborted) throw error
    throw new ApiProblem(0, { title: 'No answer' })
  }
}

function problemIn(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return {}
  }
}

/** A path of the public API. */
export const api = (path: string): string => `/api/v1${path}`

/** A new id for an attempt; made without what only a page from https may use. */
export const newRequestId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))]
    .map((byte) => byte.toString(16).padStart(2, '0'))
    .join('')
