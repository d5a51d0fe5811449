import { newId } from '@shop/kit/ids.ts'
import { badRequest, notFound } from '@shop/kit/problem.ts'
import type { Request } from 'express'
import { z } from 'zod'

/** The order that a path names; what is no id is nobody's order. */
export function orderIdOf(req: Request): string {
  const id = z.uuid().safeParse(req.params['orderId'])
  if (!id.success) throw notFound('The order')
  return id.data
}

/** The x-request-id of a command; made up where there is none, refused where it is unfit. */
export function requestIdOf(req: Request): string {
  const given = req.get('x-request-id')
  if (!given) return newId()
  if (/^[\w.:-]{1,128}$/.test(given)) return given
  throw badRequest('The request is not valid', [
    { path: 'x-request-id', message: 'must be 1 to 128 letters, digits or any of _ . : -' },
  ])
}

/** A moment, or a day in UTC that counts whole: its first moment or its last. */
export function momentOf(text: string | undefined, end: 'first' | 'last'): Date | undefined {
  if (text === undefined) return undefined
  if (text.includes('T')) return new Date(text)
  return new Date(`${text}T${end === 'first' ? '00:00:00.000' : '23:59:59.999'}Z`)
}
