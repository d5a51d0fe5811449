import type { IncomingHttpHeaders } from 'node:http'
import type { StreamedAnswer } from '@shop/kit/sidecar.ts'
import type { Route } from './route.ts'

type Headers = Readonly<Record<string, string | string[] | undefined>>

// Only what is named here passes, in either direction. The token goes as a token, made of what was
// verified; trace and request id are added by the sidecar client.
const asked = ['accept', 'content-type', 'content-encoding', 'if-none-match'] as const
const answered = [
  'content-type',
  'content-length',
  'content-language',
  'content-disposition',
  'content-security-policy',
  'cross-origin-resource-policy',
  'cache-control',
  'etag',
  'last-modified',
  'vary',
  'retry-after',
  'www-authenticate',
  'x-content-type-options',
  'x-accel-buffering',
] as const

/** The request's headers for the app that owns the route. */
export function headersFor(route: Route, given: IncomingHttpHeaders): Headers {
  const headers: Record<string, string | undefined> = {}
  for (const name of asked) if (given[name]) headers[name] = given[name]
  const basket = route.app === 'basket' && basketCookie(given.cookie)
  if (basket) headers['cookie'] = basket
  if (route.by === 'events') {
    headers['accept'] = 'text/event-stream'
    headers['last-event-id'] = given['last-event-id'] as string | undefined
  }
  // The client's word exactly: a made-up one would hide from the app that it is missing.
  if (route.requestId === 'required' || (route.requestId && given['x-request-id'])) {
    headers['x-request-id'] = given['x-request-id'] as string | undefined
  }
  return headers
}

/** All of that name: one may come of another path, and only basket knows which it signed. */
const basketCookie = (cookies = ''): string =>
  cookies
    .split(';')
    .map((cookie) => cookie.trim())
    .filter((cookie) => cookie.startsWith('basket='))
    .join('; ')

/** The answer's headers for the client. */
export function headersOf(route: Route, { headers }: Pick<StreamedAnswer, 'headers'>): Headers {
  const kept: Record<string, string | string[]> = {}
  for (const name of answered) {
    const value = headers[name]
    if (value !== undefined) kept[name] = value
  }
  const location = publicLocation(headers['location'])
  if (location) kept['location'] = location
  if (route.app === 'basket') {
    const cookies = [headers['set-cookie'] ?? []].flat().filter((one) => one.startsWith('basket='))
    if (cookies.length > 0) kept['set-cookie'] = cookies
  }
  return kept
}

/** A path of the app as its public path; where else an app leads to is not for the client. */
function publicLocation(location: string | string[] | undefined): string | undefined {
  if (typeof location !== 'string' || !/^\/(?![/\\])/.test(location)) return undefined
  return location.startsWith('/api/v1/') ? location : `/api/v1${location}`
}
