import type { Basket as BasketAnswer } from '@shop/kit/api.ts'
import { totalOf } from '@shop/kit/money.ts'
import type { Basket } from './basket.ts'

/** A basket as its shopper sees it. */
export const toAnswer = ({ basketId, lines }: Basket, currency: string): BasketAnswer => ({
  basketId,
  items: lines.map(({ productId, name, unitPrice, oldUnitPrice, quantity, pictureUrl }) => ({
    productId,
    name,
    unitPrice,
    ...(oldUnitPrice && { oldUnitPrice }),
    quantity,
    pictureUrl,
  })),
  total: totalOf(
    lines.map(({ unitPrice, quantity }) => ({ unitPrice, units: quantity })),
    currency,
  ),
})
