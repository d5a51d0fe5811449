import type { RequestHandler } from 'express'
import type { IdentityConfig } from './config.ts'

/** For all pages: nothing but this app's own style and script, in nobody's frame. */
export function secureHeaders({ STOREFRONT_URL }: IdentityConfig): RequestHandler {
  const policy = [
    "default-src 'none'",
    "style-src 'self'",
    "script-src 'self'",
    'img-src data:',
    "base-uri 'none'",
    "frame-ancestors 'none'",
    // The answer to a form goes on to the client; browsers hold that to this rule as well.
    `form-action 'self' ${new URL(STOREFRONT_URL).origin} http://127.0.0.1:*`,
  ].join('; ')
  return (_req, res, next) => {
    res.set({
      'content-security-policy': policy,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    })
    next()
  }
}
