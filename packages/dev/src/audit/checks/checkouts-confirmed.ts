import { noRows } from '../no-rows.ts'

export const checkoutsConfirmed = noRows({
  name: 'checkouts-confirmed',
  says: 'Basket knows of each accepted checkout that its order has started.',
  app: 'basket',
  sql: `
    select order_id::text as id, format('accepted at %s, never confirmed', accepted_at) as what
    from checkouts where confirmed_at is null`,
})
