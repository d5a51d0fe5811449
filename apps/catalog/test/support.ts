import type { Product } from '@shop/kit/api.ts'
import type { EventData, EventItem, orderCancelled, orderPaid } from '@shop/kit/events.ts'
import { orderAwaitingValidation } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, deliver, said, testService } from '@shop/kit/testing.ts'
import type { Express } from 'express'
import type { Kysely } from 'kysely'
import request from 'supertest'
import { createCatalog } from '../src/app.ts'
import type { CatalogSettings } from '../src/config.ts'
import { migrations } from '../src/migrations.ts'
import { findReservation } from '../src/reservation-store.ts'
import { seed } from '../src/seed/seed.ts'
import type { Tables } from '../src/tables.ts'

export type Line = { readonly productId: string; readonly units: number }

/** A catalog with the shop's own sixty products, or as many as the settings say. */
export async function startCatalog(settings: Partial<CatalogSettings> = {}) {
  const config: CatalogSettings = { SEED_PRODUCTS: 60, ...settings }
  const parts = await testService<Tables, CatalogSettings>({ name: 'catalog', migrations, config })
  await seed(parts.db, parts.service.config)
  const app = createCatalog(parts.service)
  return { ...parts, app, ...stockOf(parts.db), ...asAdministrator(app) }
}

const stockOf = (db: Kysely<Tables>) => ({
  /** The counters of a product. */
  stock: (id: string) =>
    db
      .selectFrom('products')
      .where('id', '=', id)
      .select(['available', 'reserved', 'sold'])
      .executeTakeFirstOrThrow(),
  reservation: (orderId: string) => findReservation(db, orderId),
  /** What was said about an order or a product, oldest first. */
  saidOf: async (subject: string) =>
    (await said(db))
      .filter((row) => row.subject === subject)
      .map(({ type, data }) => ({ type: type.replace('IntegrationEvent', ''), data })),
})

type Send = { readonly headers?: Record<string, string>; readonly body?: object }

const asAdministrator = (app: Express) => {
  const send = async (
    method: 'post' | 'put' | 'patch' | 'delete',
    path: string,
    { headers = {}, body }: Send = {},
  ) =>
    request(app)
      [method](path)
      .set('authorization', await bearer('admin', ['administrator']))
      .set(headers)
      .send(body)
  return {
    send,
    /** A new product with so much stock. */
    product: async (availableStock: number, change: object = {}): Promise<Product> => {
      const body = { ...newProduct, availableStock, ...change }
      const answer = await send('post', '/catalog/items', { body })
      if (answer.status !== 201) throw new Error(answer.text)
      return answer.body
    },
  }
}

export const newProduct = {
  name: 'Alpenglow Thermos',
  description: 'Keeps tea hot until noon. It is made of steel.',
  price: { amount: 2_500, currency: 'EUR' },
  brandId: 'fjellby',
  categoryId: 'camp-kitchen',
}

const item = ({ productId, units }: Line): EventItem => ({
  productId,
  units,
  name: 'A product',
  unitPrice: { amount: 1_000, currency: 'EUR' },
  pictureUrl: '/picture',
  brandId: 'fjellby',
  brand: 'Fjellby',
  categoryId: 'tents',
  category: 'Tents',
})

const fields = (orderId: string, version: number, buyer: string) => ({
  orderId,
  version,
  buyer: { id: buyer, name: buyer, email: `${buyer}@example.com` },
  occurredAt: new Date().toISOString(),
})

export const awaitingOrder = (
  lines: readonly Line[],
  orderId = newId(),
  buyer = 'alice',
): EventData<typeof orderAwaitingValidation> => ({
  ...fields(orderId, 2, buyer),
  status: 'AwaitingValidation',
  previousStatus: 'Submitted',
  items: lines.map(item),
})

export const paidOrder = (
  orderId: string,
  lines: readonly Line[],
  buyer = 'alice',
): EventData<typeof orderPaid> => ({
  ...fields(orderId, 4, buyer),
  status: 'Paid',
  previousStatus: 'StockConfirmed',
  items: lines.map(item),
  total: { amount: 1_000, currency: 'EUR' },
})

export const cancelledOrder = (
  orderId: string,
  buyer = 'alice',
): EventData<typeof orderCancelled> => ({
  ...fields(orderId, 4, buyer),
  status: 'Cancelled',
  previousStatus: 'StockConfirmed',
  reason: 'changed my mind',
})

/** An order of these lines, waiting for validation, that the catalog has heard of. */
export async function requested(app: Express, lines: readonly Line[], orderId = newId()) {
  const data = awaitingOrder(lines, orderId)
  const status = await deliver(app, orderAwaitingValidation, data)
  if (status !== 'SUCCESS') throw new Error(`the request was answered ${status}`)
  return orderId
}
