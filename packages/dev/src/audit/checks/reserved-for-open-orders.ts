import { agree } from '../agree.ts'

export const reservedForOpenOrders = agree({
  name: 'reserved-for-open-orders',
  says: 'Stock is reserved for open orders only.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, 'open' as value from orders
      where status in ('AwaitingValidation', 'StockConfirmed')`,
  },
  right: {
    app: 'catalog',
    sql: `select order_id::text as key, 'open' as value from reservations where status = 'reserved'`,
  },
  // Its stock may not have been asked for yet.
  mayDiffer: ({ right }) => right.length === 0,
})
