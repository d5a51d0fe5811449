import { badRequest, notFound, Refusal } from '@shop/kit/problem.ts'
import express, { type RequestHandler, type Response } from 'express'
import type { Kysely, Transaction } from 'kysely'
import { drawPicture } from './drawing/draw-picture.ts'
import { isPicture, type PictureType, pictureTypes } from './picture-type.ts'
import { lockProduct } from './product-store.ts'
import type { Tables } from './tables.ts'

type Picture = { readonly type: PictureType; readonly body: Buffer; readonly version: number }

/** The picture of a product, also of an archived one, since orders go on showing it. */
export async function findPicture(db: Kysely<Tables>, id: string): Promise<Picture> {
  const row = await db
    .selectFrom('products')
    .leftJoin('pictures', 'pictures.product_id', 'products.id')
    .where('products.id', '=', id)
    .select(['brand_id', 'category_id', 'picture_version as version', 'type', 'body'])
    .executeTakeFirst()
  if (!row) throw notFound('The product')
  const { type, body, version } = row
  if (type && body) return { type, body, version }
  const drawn = drawPicture({ id, brandId: row.brand_id, categoryId: row.category_id })
  return { type: 'image/svg+xml', body: Buffer.from(drawn), version }
}

const year = 31_536_000

/**
 * Answers with a picture. An SVG can hold scripts: the policy keeps them from running, from
 * loading anything and from the page's origin, also where somebody opens it by itself.
 */
export function sendPicture(
  res: Response,
  id: string,
  { type, body, version }: Picture,
  asked: unknown,
) {
  const lasting = asked === `${version}`
  res.set({
    'content-type': type,
    'cache-control': lasting ? `public, max-age=${year}, immutable` : 'public, max-age=60',
    etag: `"${id}-${version}"`,
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    'x-content-type-options': 'nosniff',
  })
  res.send(body)
}

/** Reads a picture's bytes; another content type is left unread. */
export const readPicture: RequestHandler = express.raw({ type: [...pictureTypes], limit: '1mb' })

/** Replaces the picture of a product; its URL changes with it. */
export async function putPicture(
  tx: Transaction<Tables>,
  id: string,
  contentType: string | undefined,
  body: unknown,
  now: Date,
) {
  const { type, bytes } = checkPicture(contentType, body)
  const { picture_version, version } = await lockProduct(tx, id)
  const picture = { type, body: bytes, uploaded_at: now }
  await tx
    .insertInto('pictures')
    .values({ product_id: id, ...picture })
    .onConflict((row) => row.column('product_id').doUpdateSet(picture))
    .execute()
  await tx
    .updateTable('products')
    .set({ picture_version: picture_version + 1, version: version + 1 })
    .where('id', '=', id)
    .execute()
}

function checkPicture(contentType = '', body: unknown) {
  const type = pictureTypes.find((known) => known === contentType.split(';')[0]?.trim())
  if (!type || !Buffer.isBuffer(body)) {
    const detail = `A picture is one of ${pictureTypes.join(', ')}`
    throw new Refusal(415, detail, { code: 'unsupported-picture' })
  }
  if (isPicture(type, body)) return { type, bytes: body }
  const errors = [{ path: '', message: `is not ${type}` }]
  throw badRequest('The picture is not what its content type says', errors)
}
