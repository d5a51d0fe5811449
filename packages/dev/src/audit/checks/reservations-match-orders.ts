import { agree } from '../agree.ts'

export const reservationsMatchOrders = agree({
  name: 'reservations-match-orders',
  says: 'The stock of each paid order is sold, of each cancelled one free, of no other either.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, case status when 'Cancelled' then 'free' else 'sold' end as value
      from orders where status in ('Paid', 'Shipped', 'Cancelled')`,
  },
  right: {
    app: 'catalog',
    sql: `select order_id::text as key, case status when 'sold' then 'sold' else 'free' end as value
      from reservations where status in ('sold', 'released', 'rejected')`,
  },
  // The cancellation of an order that never asked for stock leaves nothing to be freed.
  mayDiffer: ({ left, right }) => left[0] === 'free' && right.length === 0,
})
