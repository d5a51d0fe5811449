import { noRows } from '../no-rows.ts'

export const stockMatchesReservations = noRows({
  name: 'stock-matches-reservations',
  says: 'As many units of each product are reserved and sold as its reservations say.',
  app: 'catalog',
  sql: `
    with held as (
      select line.product_id,
        coalesce(sum(line.units) filter (where status = 'reserved'), 0) as reserved,
        coalesce(sum(line.units) filter (where status = 'sold'), 0) as sold
      from reservation_lines line join reservations using (order_id)
      where status in ('reserved', 'sold') group by 1)
    select id, format('%s reserved and %s sold, its reservations say %s and %s', p.reserved, p.sold,
      coalesce(held.reserved, 0), coalesce(held.sold, 0)) as what
    from products p left join held on held.product_id = p.id
    where (p.reserved, p.sold) is distinct from
      (coalesce(held.reserved, 0), coalesce(held.sold, 0))`,
})
