import { createHmac, timingSafeEqual } from 'node:crypto'
import type { ServiceConfig } from '@shop/kit/config.ts'
import type { CookieOptions, Request, Response } from 'express'
import type { BasketSettings } from './config.ts'

export type BasketCookie = {
  /** The anonymous shopper's id; undefined without a cookie or with one that was not signed here. */
  read(req: Request): string | undefined
  /** Whether there is a cookie of that name, good or not. */
  isPresent(req: Request): boolean
  write(res: Response, anonymousId: string): void
  clear(res: Response): void
}

const name = 'basket'
const maxAge = 30 * 24 * 3_600_000

/** The cookie that leads an anonymous shopper to their basket, signed so that none can be guessed. */
export function createBasketCookie(config: ServiceConfig & BasketSettings): BasketCookie {
  const sign = (id: string) =>
    createHmac('sha256', config.BASKET_COOKIE_SECRET).update(`basket ${id}`).digest('base64url')
  const isSigned = (id: string, signature: string) => {
    const [given, own] = [Buffer.from(signature), Buffer.from(sign(id))]
    return given.length === own.length && timingSafeEqual(given, own)
  }
  const options: CookieOptions = {
    httpOnly: true,
    sameSite: 'lax',
    path: '/',
    secure: config.NODE_ENV === 'production',
  }
  return {
    read(req) {
      for (const value of valuesOf(req)) {
        const [id = '', signature = ''] = value.split('.')
        if (isSigned(id, signature)) return id
      }
      return undefined
    },
    isPresent: (req) => valuesOf(req).length > 0,
    write: (res, id) => {
      res.cookie(name, `${id}.${sign(id)}`, { ...options, maxAge })
    },
    clear: (res) => {
      res.clearCookie(name, options)
    },
  }
}

/** RFC 6265 §4.2; a name may come several times, from cookies of other paths. */
const valuesOf = (req: Request): string[] =>
  (req.get('cookie') ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
