import { product } from '@shop/kit/api.ts'
import { notFound, unavailable } from '@shop/kit/problem.ts'
import type { Line } from './basket.ts'
import { call } from './call.ts'
import { lastPrices } from './price-store.ts'
import type { BasketService } from './service.ts'

/** A line of a product as the catalog has it now; 404 for one that it doesn't know. */
export async function freshLine(
  service: BasketService,
  productId: string,
  quantity: number,
): Promise<Line> {
  // Read before the catalog is asked: its answer includes at least what was said before.
  const prices = await lastPrices(service.db, [productId])
  const found = await findProduct(service, productId)
  return {
    productId,
    name: found.name,
    pictureUrl: found.pictureUrl,
    brandId: found.brand.id,
    brand: found.brand.name,
    categoryId: found.category.id,
    category: found.category.name,
    quantity,
    unitPrice: found.price,
    priceVersion: prices.get(productId)?.version ?? 0,
    shown: true,
  }
}

async function findProduct(service: BasketService, productId: string) {
  // What can't be an id is no path to invoke either.
  if (!/^[\w-]{1,64}$/.test(productId)) throw notFound('The product')
  const path = `/catalog/items/${productId}`
  const { status, body } = await call(service, { app: 'catalog', method: 'GET', path })
  if (status === 404) throw notFound(`The product ${productId}`)
  if (status !== 200) throw unavailable('catalog can not answer now; try again')
  return product.parse(body)
}
