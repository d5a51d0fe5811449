import { agree } from '../agree.ts'

export const analyticsMatchOrders = agree({
  name: 'analytics-match-orders',
  says: 'Analytics knows the status and total of each order, and counts the paid ones as income.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, format('%s, version %s, %s%s', status, version, total,
        case when status in ('Paid', 'Shipped') then ', income' end) as value
      from orders`,
  },
  right: {
    app: 'analytics',
    sql: `select order_id::text as key, format('%s, version %s, %s%s', status, version, total,
        case when sold_at is not null then ', income' end) as value
      from orders`,
  },
})
