import { noRows } from '../no-rows.ts'

export const noOrderTwice = noRows({
  name: 'no-order-twice',
  says: 'No basket and no request id of a buyer has become two orders.',
  app: 'ordering',
  sql: `
    select min(order_id::text) as id, format('basket %s has %s orders', basket_id, count(*)) as what
    from orders group by basket_id having count(*) > 1
    union all
    select min(order_id::text), format('request %s of %s has %s orders', request_id, buyer_id, count(*))
    from orders group by buyer_id, request_id having count(*) > 1`,
})
