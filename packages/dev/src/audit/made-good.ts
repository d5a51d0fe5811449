import { type Databases, databaseOf } from './databases.ts'
import type { SaidEvent } from './events.ts'

// A broker that is killed may lose what it has acknowledged. The shop lives with that by asking
// again (DESIGN §3.6): a lost event is made good for where its hearer knows all the same what it
// told, be it from a later event of the kind or from an answer. Of a lost cancellation nothing is
// left to undo where no stock is held and no money.

/** In any app: the same was said again, and heard. */
const saidAgain = `
  select lost.id from lost join inbox on inbox.subject = lost.subject and inbox.type = lost.type
  where inbox.event_id > lost.id`

const orderStatuses = `lost.type like 'OrderStatusChangedTo%'`

/** By app: ids of lost events whose effect is there. */
const knownTo: Readonly<Record<string, string>> = {
  basket: `
    select lost.id from lost join checkouts on order_id::text = lost.subject
    where confirmed_at is not null and lost.type = 'OrderStartedIntegrationEvent'
    union select lost.id from lost join prices on product_id = lost.subject
    where prices.version >= lost.version and lost.type = 'ProductPriceChangedIntegrationEvent'`,
  ordering: `
    select lost.id from lost join orders on order_id::text = lost.subject
    where case lost.type
      when 'UserCheckoutAcceptedIntegrationEvent' then true
      when 'GracePeriodConfirmedIntegrationEvent' then status <> 'Submitted'
      when 'OrderPaymentRefundedIntegrationEvent' then refunded_at is not null
      when 'OrderPaymentSucceededIntegrationEvent' then status in ('Paid', 'Shipped', 'Cancelled')
      when 'OrderPaymentFailedIntegrationEvent' then status = 'Cancelled'
      else status not in ('Submitted', 'AwaitingValidation') end`,
  catalog: `
    select lost.id from lost left join reservations on order_id::text = lost.subject
    where order_version >= lost.version or (lost.type like '%ToCancelled%'
      and (order_id is null or status in ('rejected', 'released')))`,
  payment: `
    select lost.id from lost left join payments on order_id::text = lost.subject
    where order_version >= lost.version or (lost.type like '%ToCancelled%'
      and (order_id is null or status in ('failed', 'voided', 'refunding', 'refunded')))`,
  notifications: `
    select lost.id from lost join orders on order_id::text = lost.subject
    where orders.version >= lost.version`,
  analytics: `
    select lost.id from lost join orders on order_id::text = lost.subject
    where case
      when lost.type in ('UserCheckoutAcceptedIntegrationEvent',
        'OrderStatusChangedToSubmittedIntegrationEvent') then has_lines
      when ${orderStatuses} then orders.version >= lost.version
      when lost.type = 'OrderPaymentRefundedIntegrationEvent' then payment_refunded_at is not null
      else sold_at is not null or cancelled_at is not null end`,
}

/** The ids of lost events that have been made good for. */
export async function madeGood(
  databases: Databases,
  app: string,
  lost: readonly SaidEvent[],
): Promise<ReadonlySet<string>> {
  if (lost.length === 0) return new Set()
  const known = knownTo[app]
  const rows = await databaseOf(databases, app)<{ id: string }>(
    `with lost as (select * from jsonb_to_recordset($1::jsonb)
       as lost (id text, type text, subject text, version int))
     ${saidAgain} ${known ? `union ${known}` : ''}`,
    [JSON.stringify(lost)],
  )
  return new Set(rows.map((row) => row.id))
}
