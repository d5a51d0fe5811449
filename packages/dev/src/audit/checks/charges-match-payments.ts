import { noRows } from '../no-rows.ts'

export const chargesMatchPayments = noRows({
  name: 'charges-match-payments',
  says: 'The provider holds the money of captured payments, each once, and no other.',
  app: 'payment',
  sql: `
    with held as (
      select key, amount, currency from demo_provider_charges
      where reason is null and refunded_at is null),
    captured as (
      select order_id::text as key, amount, currency from payments where status = 'captured')
    select key as id, format('the provider holds %s, payment has captured %s',
      coalesce(held.amount::text, 'nothing'), coalesce(captured.amount::text, 'nothing')) as what
    from held full join captured using (key)
    where (held.amount, held.currency) is distinct from (captured.amount, captured.currency)`,
})
