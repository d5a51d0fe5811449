import { agree } from '../agree.ts'

export const notificationsMatchOrders = agree({
  name: 'notifications-match-orders',
  says: 'The latest update of each order that its buyer can see is its status.',
  left: {
    app: 'ordering',
    sql: `select order_id::text as key, status || ', version ' || version as value from orders`,
  },
  right: {
    app: 'notifications',
    sql: `select order_id::text as key, status || ', version ' || version as value
      from updates where superseded_at is null`,
  },
})
