import { agree } from '../agree.ts'

export const refundsMatchOrders = agree({
  name: 'refunds-match-orders',
  says: 'Ordering knows of each refund, and of no other.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, 'refunded' as value from orders where refunded_at is not null`,
  },
  right: {
    app: 'payment',
    sql: `select order_id::text as key, 'refunded' as value from payments where status = 'refunded'`,
  },
})
