import type { RequestHandler } from 'express'

const loopback = new Set(['localhost', '127.0.0.1', '[::1]'])

/**
 * Sends a page asked for under another of this machine's names to the one in STOREFRONT_URL: logins
 * come back there, and cookies, the basket's too, belong to one name.
 */
export function toOwnHost(origin: string): RequestHandler {
  const own = new URL(origin)
  return (req, res, next) => {
    const host = `http://${req.get('host')}`
    const given = URL.canParse(host) ? new URL(host) : own
    const isOther =
      given.port === own.port &&
      given.hostname !== own.hostname &&
      loopback.has(given.hostname) &&
      loopback.has(own.hostname)
    if (!isOther || req.method !== 'GET') return next()
    const { pathname, search } = new URL(req.originalUrl.replace(/^\/+/, '/'), origin)
    res.redirect(307, `${origin}${pathname}${search}`)
  }
}
