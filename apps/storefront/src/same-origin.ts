import { forbidden } from '@shop/kit/problem.ts'
import type { RequestHandler } from 'express'

const reading = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * Refuses changes that another site could have a browser send: a page of this shop sets a header
 * that no foreign page may set, or its browser names this origin.
 */
export const onlyFromOwnPages =
  (origin: string): RequestHandler =>
  (req, _res, next) => {
    const own = req.get('x-requested-with') === 'e-shop' || req.get('origin') === origin
    if (!own && !reading.has(req.method)) {
      throw forbidden('Changes need the header x-requested-with: e-shop')
    }
    next()
  }
