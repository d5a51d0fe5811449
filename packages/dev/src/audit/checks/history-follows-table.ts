import { noRows } from '../no-rows.ts'

/** The steps that an order may take (DESIGN §4); a refund is an entry without a change of status. */
const steps = [
  '– → Submitted',
  'Submitted → AwaitingValidation',
  'AwaitingValidation → StockConfirmed',
  'StockConfirmed → Paid',
  'Paid → Shipped',
  'Submitted → Cancelled',
  'AwaitingValidation → Cancelled',
  'StockConfirmed → Cancelled',
]

export const historyFollowsTable = noRows({
  name: 'history-follows-table',
  says: 'The history of each order is a path of the table of states, and ends in its status.',
  app: 'ordering',
  sql: `
    with entries as (
      select order_id, position, status, reason,
        coalesce(lag(status) over (partition by order_id order by position), '–') as before
      from order_history),
    steps as (
      select *, before || ' → ' || status as step,
        before = 'Cancelled' and status = 'Cancelled' and reason = 'the payment was refunded' as refund
      from entries),
    paths as (
      select order_id,
        string_agg(step, ', ' order by position) filter (where not refund and step <> all($1)) as wrong,
        count(*) filter (where not refund) as version,
        count(*) filter (where refund) as refunds,
        count(*) <> max(position) + 1 as gap,
        (array_agg(status order by position desc))[1] as last
      from steps group by 1)
    select order_id::text as id, case
      when last is null then 'has no history'
      when wrong is not null then 'went ' || wrong
      when gap then 'lacks an entry of its history'
      when refunds > 1 then 'was refunded more than once'
      when last <> status then 'is ' || status || ', and its history ends with ' || last
      else format('has version %s after %s changes of status', orders.version, paths.version)
    end as what
    from orders left join paths using (order_id)
    where last is null or wrong is not null or gap or refunds > 1 or last <> status
      or orders.version <> paths.version`,
  values: [steps],
})
