import {
  brand,
  catalogQuery,
  category,
  page,
  product,
  rating,
  ratingBody,
  wholeListQuery,
} from '@shop/kit/api.ts'
import { z } from 'zod'
import type { Route } from '../route.ts'

const products = page(product)
const { search, minPrice, maxPrice, sort, ids } = catalogQuery.shape
const query = catalogQuery.extend({
  search: search.describe('Words of the name or the description'),
  minPrice: minPrice.describe('In minor units'),
  maxPrice: maxPrice.describe('In minor units'),
  sort: sort.describe('By what; `-price` is the dearest first'),
  ids: ids.describe('Ids of products, at most 100, with commas between them'),
})

export const catalog: readonly Route[] = [
  {
    method: 'get',
    path: '/catalog/items',
    app: 'catalog',
    who: 'anyone',
    summary: 'Search products',
    notes: 'With `ids`, these products and nothing else matters; unknown ones are left out.',
    query,
    queryExample: '?search=mug&sort=-price&pageSize=5',
    answer: { status: 200, says: 'One page of products', schema: products },
  },
  {
    method: 'get',
    path: '/catalog/items/{id}',
    app: 'catalog',
    who: 'anyone',
    summary: 'One product',
    answer: { status: 200, says: 'The product', schema: product },
  },
  {
    method: 'get',
    path: '/catalog/items/{id}/picture',
    app: 'catalog',
    who: 'anyone',
    summary: 'A product’s picture',
    notes: 'The address, with its version, is the product’s `pictureUrl`.',
    query: z.strictObject({ v: z.string().optional().describe('The picture’s version') }),
    answer: { status: 200, says: 'The picture', types: ['image/*'] },
  },
  {
    method: 'get',
    path: '/catalog/items/{id}/rating',
    app: 'catalog',
    who: 'anyone',
    summary: 'How a product is rated',
    answer: { status: 200, says: 'The average of all ratings, and their number', schema: rating },
  },
  {
    method: 'put',
    path: '/catalog/items/{id}/rating',
    app: 'catalog',
    who: 'shopper',
    summary: 'Rate a product',
    notes: 'For those who bought it. One rating per shopper: a second replaces the first.',
    body: { schema: ratingBody, example: { rating: 5 } },
    answer: { status: 200, says: 'The product’s new average', schema: rating },
    refusals: { 403: 'The product has not been bought' },
  },
  {
    method: 'get',
    path: '/catalog/brands',
    app: 'catalog',
    who: 'anyone',
    summary: 'All brands',
    query: wholeListQuery,
    answer: { status: 200, says: 'The brands', schema: page(brand) },
  },
  {
    method: 'get',
    path: '/catalog/categories',
    app: 'catalog',
    who: 'anyone',
    summary: 'All categories',
    query: wholeListQuery,
    answer: { status: 200, says: 'The categories', schema: page(category) },
  },
  {
    method: 'get',
    path: '/catalog/top-five',
    app: 'catalog',
    who: 'anyone',
    by: 'top-five',
    summary: 'The five products that sell best',
    notes: 'By analytics, most sold first; where it knows none, the catalog’s own choice.',
    answer: { status: 200, says: 'At most five products', schema: products },
  },
]
