import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { audit, judge } from '@shop/dev/audit/audit.ts'
import { load } from '@shop/dev/load/load.ts'
import { loadOptions } from '@shop/dev/load/options.ts'
import { root } from '@shop/dev/paths.ts'
import { orderStarted } from '@shop/kit/events.ts'
import { type Faults, plant } from './support/planted.ts'
import { query } from './support/replay.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The auditor on a shop where some orders were paid, declined, rejected and cancelled: it finds
// nothing there, and whatever is then planted in its data.

let shop: RunningShop

beforeAll(async () => {
  shop = await runShop(['--without', 'storefront'], { GRACE_PERIOD: '1s', LOG_LEVEL: 'warn' })
  const options = { orders: 120, cancel: 0.2, decline: 0.1, reject: 0.1 }
  const { wrong } = await load(await shop.run(), loadOptions.parse(options))
  expect(wrong).toEqual([])
}, 300_000)
afterAll(() => shop?.stop())

test('a healthy shop has no violation', async () => {
  const { findings, unquiet } = await audit(await shop.run(), { wait: 60_000 })
  expect(unquiet).toEqual([])
  expect(findings.filter((one) => one.violations.length > 0)).toEqual([])
})

/** The first order of a status, as a condition. */
const one = (status: string) =>
  `order_id = (select order_id from orders where status = '${status}' order by order_id limit 1)`

const reserved = (status: string) =>
  `order_id = (select order_id from reservations where status = '${status}' order by order_id limit 1)`

const pay = (status: string) =>
  `order_id = (select order_id from payments where status = '${status}' order by order_id limit 1)`

const anEvent = (type: string) => `(select min(event_id) from inbox where type = '${type}')`

test.each<[what: string, check: string, app: string, ...statements: string[]]>([
  [
    'a unit that came from nowhere',
    'stock-adds-up',
    'catalog',
    'alter table products drop constraint products_check',
    `update products set available = available + 1
      where id = (select min(id) from products) returning id`,
  ],
  [
    'a unit that was sold to nobody',
    'stock-matches-reservations',
    'catalog',
    `update products set available = available - 1, sold = sold + 1
      where id = (select min(id) from products where available > 0) returning id`,
  ],
  [
    'stock that is reserved for an order which is paid',
    'reserved-for-open-orders',
    'catalog',
    `update reservations set status = 'reserved' where ${reserved('sold')} returning order_id as id`,
  ],
  [
    'stock that was released though its order is paid',
    'reservations-match-orders',
    'catalog',
    `update reservations set status = 'released' where ${reserved('sold')} returning order_id as id`,
  ],
  [
    'stock that was sold though its order was cancelled',
    'reservations-match-orders',
    'catalog',
    `update reservations set status = 'sold' where ${reserved('rejected')} returning order_id as id`,
  ],
  [
    'more units sold than were ordered',
    'sold-as-ordered',
    'catalog',
    `update reservation_lines set units = units + 1 where ${reserved('sold')}
      returning order_id || ' ' || product_id as id`,
  ],
  [
    'an order that was paid without its stock',
    'history-follows-table',
    'ordering',
    `delete from order_history where status = 'StockConfirmed' and ${one('Paid')}
      returning order_id as id`,
  ],
  [
    'an order that was shipped after it was cancelled',
    'history-follows-table',
    'ordering',
    `insert into order_history select order_id, version, 'Shipped', now(), 'system', ''
      from orders where ${one('Cancelled')}`,
    `update orders set status = 'Shipped', version = version + 1 where ${one('Cancelled')}
      returning order_id as id`,
  ],
  [
    'a status that its history does not know',
    'history-follows-table',
    'ordering',
    `update orders set status = 'Shipped' where ${one('Paid')} returning order_id as id`,
  ],
  [
    'two orders of one basket',
    'no-order-twice',
    'ordering',
    `create temporary table twice as select * from orders where ${one('Paid')}`,
    `update twice set order_id = '00000000-0000-7000-8000-000000000000'`,
    'insert into orders select * from twice returning order_id as id',
  ],
  [
    'a checkout whose order has vanished',
    'one-order-per-checkout',
    'ordering',
    `create temporary table gone as select order_id from orders where ${one('Paid')}`,
    'delete from order_history where order_id = (select order_id from gone)',
    'delete from orders where order_id = (select order_id from gone) returning order_id as id',
  ],
  [
    'an order of another total than its basket',
    'one-order-per-checkout',
    'ordering',
    `update orders set total = total + 1 where ${one('Paid')} returning order_id as id`,
  ],
  [
    'a checkout that was never confirmed',
    'checkouts-confirmed',
    'basket',
    `update checkouts set confirmed_at = null
      where order_id = (select min(order_id::text)::uuid from checkouts) returning order_id as id`,
  ],
  [
    'a paid order that nobody was charged for',
    'payments-match-orders',
    'payment',
    `update payments set status = 'voided' where ${pay('captured')} returning order_id as id`,
  ],
  [
    'a charge of another amount than the order',
    'payments-match-orders',
    'payment',
    `update payments set amount = amount + 1 where ${pay('captured')} returning order_id as id`,
  ],
  [
    'a capture for an order that was cancelled',
    'payments-match-orders',
    'payment',
    `update payments set status = 'captured' where ${pay('failed')} returning order_id as id`,
  ],
  [
    'money that the provider has given back by itself',
    'charges-match-payments',
    'payment',
    `update demo_provider_charges set refunded_at = now()
      where key = (select min(key) from demo_provider_charges where reason is null)
      returning key as id`,
  ],
  [
    'a refund that ordering has not heard of',
    'refunds-match-orders',
    'payment',
    `update payments set status = 'refunded' where ${pay('failed')} returning order_id as id`,
  ],
  [
    'an event that was never published',
    'everything-published',
    'ordering',
    `update outbox set published_at = null
      where id = (select min(id::text)::uuid from outbox where source = 'ordering') returning id`,
  ],
  [
    'an event that one of its hearers never handled',
    'events-arrive',
    'payment',
    `delete from inbox
      where event_id = ${anEvent('OrderStatusChangedToStockConfirmedIntegrationEvent')}
      returning event_id as id`,
  ],
  [
    'an event that both its listeners have handled',
    'events-arrive',
    'ordering',
    `insert into inbox (event_id, handler, topic, type, subject)
      select event_id, type || '/express', topic, type, subject from inbox
      where event_id = (select min(event_id) from inbox
        where handler = 'UserCheckoutAcceptedIntegrationEvent')
      returning event_id as id`,
  ],
  [
    'an event that nobody has said',
    'events-arrive',
    'catalog',
    `insert into inbox (event_id, handler, topic, type, subject)
      select 'f0000000-0000-7000-8000-000000000000', handler, topic, type, subject from inbox
      where event_id = ${anEvent('OrderStatusChangedToPaidIntegrationEvent')}
      returning event_id as id`,
  ],
  [
    'an order that has waited for its payment for an hour',
    'nothing-overdue',
    'ordering',
    `update orders set status = 'StockConfirmed', changed_at = now() - interval '1 hour'
      where ${one('Paid')} returning order_id as id`,
  ],
  [
    'a capture that was given up as stuck',
    'nothing-overdue',
    'payment',
    `update payments set stuck_at = now() where ${pay('captured')} returning order_id as id`,
  ],
  [
    'an order whose income analytics has not counted',
    'analytics-match-orders',
    'analytics',
    `update orders set sold_at = null where ${one('Paid')} returning order_id as id`,
  ],
  [
    'an item whose units analytics has counted twice',
    'analytics-match-items',
    'analytics',
    `update order_lines set units = units * 2 where ${one('Paid')}
      returning order_id || ' ' || product_id as id`,
  ],
  [
    'a buyer who was never told that the order is paid',
    'notifications-match-orders',
    'notifications',
    `update updates set superseded_at = now() where superseded_at is null and ${one('Paid')}`,
    `update updates set superseded_at = null where ${one('Paid')} and version = 3
      returning order_id as id`,
  ],
])('it finds %s', async (_what, check, app, ...statements) => {
  const { ids, findings } = await judgePlanted({ [app]: statements })
  const found = findings.find((one) => one.check === check)?.violations.map(({ id }) => id)
  expect(ids).not.toEqual([])
  expect(found).toEqual(expect.arrayContaining([...ids]))
})

async function judgePlanted(faults: Faults, brokerMayLose = false) {
  const { databases, ids, undo } = await plant(await shop.run(), faults)
  try {
    return { ids, findings: await judge(databases, { limit: 600_000, brokerMayLose }) }
  } finally {
    await undo()
  }
}

const lost = anEvent('OrderStatusChangedToStockConfirmedIntegrationEvent')
const loseIt = `delete from inbox where event_id = ${lost}`

test('an event that is a dead letter of its hearer is in its place', async () => {
  const run = await shop.run()
  const [event] = await query<{ id: string }>(run, 'payment', `select ${lost} as id`)
  const { findings } = await judgePlanted({
    payment: [loseIt],
    operations: [
      `insert into dead_letters (id, dead_letter_topic, event_id, consumer, status, encoding, headers,
         arrivals, asked, first_arrived_at, arrived_at)
       values (gen_random_uuid(), 'payment.dead-letters', '${event?.id}', 'payment', 'open', 'text',
         '{}', 1, 0, now(), now())`,
    ],
  })
  expect(findings.flatMap((one) => one.violations)).toEqual([])
})

test('where the broker may lose events, those whose effect is there are only counted', async () => {
  const { findings } = await judgePlanted({ payment: [loseIt] }, true)
  expect(findings.flatMap((one) => one.violations)).toEqual([])
  expect(findings.flatMap((one) => one.note ?? [])).toEqual([
    'events lost on the way and made good for: 1',
  ])
})

test('a lost event without its effect is a violation all the same', async () => {
  const orderId = `(select min(subject)::uuid from inbox where event_id = ${lost})`
  const charge = `delete from payments where order_id = ${orderId}`
  const { findings } = await judgePlanted({ payment: [charge, loseIt] }, true)
  const wrong = findings.filter((one) => one.violations.length > 0).map((one) => one.check)
  expect(wrong).toContain('events-arrive')
})

test('the command says that nothing is wrong, or names what is and fails', async () => {
  const run = await shop.run()
  const door = join(root, 'packages/dev/bin/e-shop.js')
  const command = () =>
    spawnSync(process.execPath, [door, 'audit', '--data', shop.folder, '--wait', '0s'], {
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '' },
    })
  expect(command()).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Nothing is wrong'),
  })
  const id = 'f0000000-0000-7000-8000-000000000001'
  await query(
    run,
    'basket',
    `insert into inbox (event_id, handler, topic, type)
    values ('${id}', '${orderStarted.type}', '${orderStarted.topic}', '${orderStarted.type}')`,
  )
  expect(command()).toMatchObject({ status: 1, stdout: expect.stringContaining(id) })
  await query(run, 'basket', 'delete from inbox where event_id = $1', [id])
})
