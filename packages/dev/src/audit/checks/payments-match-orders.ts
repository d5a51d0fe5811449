import { agree } from '../agree.ts'

export const paymentsMatchOrders = agree({
  name: 'payments-match-orders',
  says: 'Each paid or shipped order has one capture, of its total; no other order has one.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, concat_ws(' ', 'paid', total, currency) as value
      from orders where status in ('Paid', 'Shipped')`,
  },
  right: {
    app: 'payment',
    sql: `select order_id::text as key, concat_ws(' ', 'paid', amount, currency) as value
      from payments where status = 'captured'`,
  },
})
