import type { RequestHandler } from 'express'

/** Only what comes from here is loaded, run or called; `styles` are hashes of styles in a page. */
export const contentPolicy = (styles = ''): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' ${styles}`.trim(),
    "img-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

const policy = contentPolicy()

export const securityHeaders: RequestHandler = (_req, res, next) => {
  res.set({
    'content-security-policy': policy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'same-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=()',
  })
  next()
}
