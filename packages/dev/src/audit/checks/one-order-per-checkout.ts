import { agree } from '../agree.ts'

export const oneOrderPerCheckout = agree({
  name: 'one-order-per-checkout',
  says: 'Each accepted checkout has become one order, of the same basket, buyer and total.',
  left: {
    app: 'basket',
    sql: `select order_id::text as key, concat_ws(' ', 'basket', basket_id, 'of', user_id, 'for',
        accepted #>> '{total,amount}', accepted #>> '{total,currency}') as value
      from checkouts`,
  },
  right: {
    app: 'ordering',
    sql: `select order_id::text as key, concat_ws(' ', 'basket', basket_id, 'of', buyer_id, 'for',
        total, currency) as value
      from orders`,
  },
})
