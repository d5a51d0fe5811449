import { agree } from '../agree.ts'

export const analyticsMatchItems = agree({
  name: 'analytics-match-items',
  says: 'Analytics counts the units and money of each item of each paid order.',
  left: {
    app: 'ordering',
    sql: `select order_id::text || ' ' || (item ->> 'productId') as key, format('%s for %s',
        item ->> 'units', (item ->> 'units')::bigint * (item #>> '{unitPrice,amount}')::bigint) as value
      from orders cross join jsonb_array_elements(items) as item
      where status in ('Paid', 'Shipped')`,
  },
  right: {
    app: 'analytics',
    sql: `select order_id::text || ' ' || product_id as key, format('%s for %s', units, amount) as value
      from order_lines where sold_at is not null`,
  },
})
