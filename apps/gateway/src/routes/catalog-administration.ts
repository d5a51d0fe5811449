import { newProductBody, priceBody, product, productPatchBody, stockBody } from '@shop/kit/api.ts'
import type { Route } from '../route.ts'

const answer = { status: 200, says: 'The product as it is now', schema: product }
const reused = { 422: 'This `x-request-id` was used for something else' }

export const catalogAdministration: readonly Route[] = [
  {
    method: 'post',
    path: '/catalog/items',
    app: 'catalog',
    who: 'administrator',
    summary: 'Add a product',
    requestId: 'optional',
    body: {
      schema: newProductBody,
      example: {
        name: 'Walking boots',
        description: 'Light, and dry in the rain.',
        brandId: 'brand-id',
        categoryId: 'category-id',
        price: { amount: 12900, currency: 'EUR' },
        availableStock: 20,
      },
    },
    answer: { status: 201, says: 'The product; `Location` is its path', schema: product },
    refusals: reused,
  },
  {
    method: 'patch',
    path: '/catalog/items/{id}',
    app: 'catalog',
    who: 'administrator',
    summary: 'Change what a product says of itself',
    body: { schema: productPatchBody, example: { description: 'Light, and dry in any rain.' } },
    answer,
  },
  {
    method: 'delete',
    path: '/catalog/items/{id}',
    app: 'catalog',
    who: 'administrator',
    summary: 'Archive a product',
    notes: 'It is sold no more; orders of it stay as they are.',
    answer: { status: 204, says: 'It is archived' },
  },
  {
    method: 'put',
    path: '/catalog/items/{id}/price',
    app: 'catalog',
    who: 'administrator',
    summary: 'Set a price',
    body: { schema: priceBody, example: { price: { amount: 11900, currency: 'EUR' } } },
    answer,
  },
  {
    method: 'post',
    path: '/catalog/items/{id}/stock',
    app: 'catalog',
    who: 'administrator',
    summary: 'Add to the stock, or take from it',
    requestId: 'optional',
    body: { schema: stockBody, example: { delta: 10 } },
    answer,
    refusals: { 409: 'Less would be left than is reserved', ...reused },
  },
  {
    method: 'put',
    path: '/catalog/items/{id}/picture',
    app: 'catalog',
    who: 'administrator',
    summary: 'Replace the picture',
    body: { types: ['image/png', 'image/jpeg', 'image/webp', 'image/svg+xml'] },
    answer: { status: 204, says: 'It is replaced; the product has a new `pictureUrl`' },
    refusals: { 415: 'It is none of these' },
  },
]
