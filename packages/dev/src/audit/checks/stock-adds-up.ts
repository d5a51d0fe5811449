import { noRows } from '../no-rows.ts'

export const stockAddsUp = noRows({
  name: 'stock-adds-up',
  says: 'Of each product, available + reserved + sold = seeded + added, and none is below 0.',
  app: 'catalog',
  sql: `
    select id, format('%s available + %s reserved + %s sold, of %s seeded + %s added',
      available, reserved, sold, seeded, added) as what
    from products
    where available + reserved + sold <> seeded + added or least(available, reserved, sold) < 0`,
})
