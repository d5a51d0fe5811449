import { badRequest } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import type { Tables } from './tables.ts'

type Place = { readonly brandId: string; readonly categoryId: string }

/** The names of a brand and a category; a 400 that names those that there aren't. */
export async function placeOf(tx: Transaction<Tables>, { brandId, categoryId }: Place) {
  const brand = await nameOf(tx, 'brands', brandId)
  const category = await nameOf(tx, 'categories', categoryId)
  if (brand !== undefined && category !== undefined) return { brand, category }
  throw badRequest('The request is not valid', [
    ...(brand === undefined ? [{ path: 'brandId', message: 'is not a known brand' }] : []),
    ...(category === undefined ? [{ path: 'categoryId', message: 'is not a known category' }] : []),
  ])
}

async function nameOf(tx: Transaction<Tables>, table: 'brands' | 'categories', id: string) {
  const row = await tx.selectFrom(table).where('id', '=', id).select('name').executeTakeFirst()
  return row?.name
}
