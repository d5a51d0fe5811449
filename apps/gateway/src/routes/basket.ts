import { basketLineBody, checkoutAnswer, checkoutBody, basket as schema } from '@shop/kit/api.ts'
import type { Route } from '../route.ts'

const answer = { status: 200, says: 'The basket as it is now', schema }

export const basket: readonly Route[] = [
  {
    method: 'get',
    path: '/basket',
    app: 'basket',
    who: 'visitor',
    summary: 'The basket',
    notes:
      'Without a token it is the one of the cookie `basket`. The first call with token and cookie ' +
      'puts what is in that one into the shopper’s own, and clears the cookie.',
    answer,
  },
  {
    method: 'put',
    path: '/basket/items/{productId}',
    app: 'basket',
    who: 'visitor',
    summary: 'Set how many of a product are in the basket',
    notes: 'Name, price and picture come from the catalog. Quantity 0 takes the line out.',
    body: { schema: basketLineBody, example: { quantity: 2 } },
    answer,
  },
  {
    method: 'delete',
    path: '/basket/items/{productId}',
    app: 'basket',
    who: 'visitor',
    summary: 'Take a product out of the basket',
    answer,
  },
  {
    method: 'post',
    path: '/basket/checkout',
    app: 'basket',
    who: 'shopper',
    summary: 'Order what is in the basket',
    notes:
      'A repeat with the same `x-request-id` answers with the same order. The order is found ' +
      'under its id at once; its status changes as it is checked, paid and shipped.',
    requestId: 'required',
    body: {
      schema: checkoutBody,
      example: {
        address: {
          street: '1 Market Street',
          city: 'Skopje',
          state: '',
          country: 'MK',
          zipCode: '1000',
        },
        card: { number: '4242424242424242', holder: 'Alice Doe', expires: '12/40', cvv: '123' },
        priority: 'normal',
      },
    },
    answer: { status: 202, says: 'Accepted', schema: checkoutAnswer },
    refusals: {
      409: 'The basket is empty, the card has expired, or a price changed without being shown',
      422: 'This `x-request-id` came with another body before',
    },
  },
]
