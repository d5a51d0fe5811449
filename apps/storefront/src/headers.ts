import type { StreamedAnswer } from '@shop/kit/sidecar.ts'
import type { Request } from 'express'
import { cookieOf } from './cookies.ts'

type Headers = Record<string, string | string[] | undefined>

// Only what is named here passes between browser and gateway; never the session's cookie.
const asked = ['accept', 'accept-language', 'content-type', 'if-none-match', 'last-event-id']
const answered = [
  'allow',
  'cache-control',
  'content-disposition',
  'content-language',
  'content-length',
  'content-security-policy',
  'content-type',
  'etag',
  'last-modified',
  'location',
  'retry-after',
  'vary',
  'x-accel-buffering',
]

/** The browser's headers for the gateway. */
export function headersFor(req: Request): Headers {
  const headers: Headers = Object.fromEntries(asked.map((name) => [name, req.get(name)]))
  const basket = cookieOf(req, 'basket')
  // Where the gateway limits the rate of somebody anonymous, it is this browser's, not everybody's.
  headers['x-forwarded-for'] = req.ip
  if (basket) headers['cookie'] = `basket=${basket}`
  // The page's own id or none: a made-up one would make each repeat of a checkout another one.
  if (req.method !== 'GET' && req.method !== 'HEAD')
    headers['x-request-id'] = req.get('x-request-id')
  return headers
}

/** The gateway's headers for the browser. */
export function headersOf({ headers }: Pick<StreamedAnswer, 'headers'>): Headers {
  const kept: Headers = {}
  for (const name of answered) if (headers[name] !== undefined) kept[name] = headers[name]
  return kept
}

/** The one cookie that the gateway may set. */
export const basketCookies = ({ headers }: Pick<StreamedAnswer, 'headers'>): readonly string[] =>
  [headers['set-cookie'] ?? []].flat().filter((cookie) => cookie.startsWith('basket='))
