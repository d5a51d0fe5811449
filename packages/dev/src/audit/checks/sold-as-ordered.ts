import { agree } from '../agree.ts'

export const soldAsOrdered = agree({
  name: 'sold-as-ordered',
  says: 'What was sold is what paid orders have as their items, unit by unit.',
  left: {
    app: 'ordering',
    sql: `select order_id::text || ' ' || (item ->> 'productId') as key, item ->> 'units' as value
      from orders cross join jsonb_array_elements(items) as item
      where status in ('Paid', 'Shipped')`,
  },
  right: {
    app: 'catalog',
    sql: `select order_id::text || ' ' || product_id as key, units::text as value
      from reservation_lines join reservations using (order_id) where status = 'sold'`,
  },
})
