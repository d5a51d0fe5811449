import { eventually } from '@shop/dev/eventually.ts'
import { getTokens } from '@shop/dev/token/get-tokens.ts'
import { type Customer, cards, checkoutWith, customerOf } from './support/customer.ts'
import { publishAgain, query } from './support/replay.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The whole shop as `npm start` runs it: real sidecars, a real broker, a real Postgres. Only the
// public API is used, and the databases are looked into where it does not show enough.

let shop: RunningShop
let alice: Customer
let bob: Customer
let admin: Customer
let nobody: Customer

beforeAll(async () => {
  shop = await runShop(['--without', 'storefront'], { GRACE_PERIOD: '1500ms' })
  const [a, b, c] = await getTokens(shop.identity, ['alice', 'bob', 'admin'], {})
  alice = customerOf(shop.gateway, a?.token)
  bob = customerOf(shop.gateway, b?.token)
  admin = customerOf(shop.gateway, c?.token)
  nobody = customerOf(shop.gateway, undefined)
}, 300_000)
afterAll(() => shop?.stop())

/** A product of its own for each test, so that nobody else changes its stock. */
let next = 0
async function product() {
  const all = await nobody.products()
  const one = all[next]
  next += 1
  if (!one) throw new Error('there are no more products')
  return one
}

test('an order is paid, and its stock is lower by what was bought', async () => {
  const { id, availableStock } = await product()
  const orderId = await alice.buy(id, 2)
  const order = await alice.settled(orderId)
  expect(order.status).toBe('Paid')
  expect(order.history.map((entry) => entry.status)).toEqual([
    'Submitted',
    'AwaitingValidation',
    'StockConfirmed',
    'Paid',
  ])
  expect(await nobody.stockOf(id)).toBe(availableStock - 2)
  expect((await alice.call('GET', '/basket')).body).toMatchObject({ items: [] })
})

test('an order of more than there is gets cancelled, and names the product', async () => {
  const { id, name, availableStock } = await product()
  const order = await alice.settled(await alice.buy(id, availableStock + 1))
  expect(order.status).toBe('Cancelled')
  expect(order.description).toContain(name)
  expect(await nobody.stockOf(id)).toBe(availableStock)
})

test('an order whose card is declined gets cancelled, and its stock is there again', async () => {
  const { id, availableStock } = await product()
  const order = await alice.settled(await alice.buy(id, 3, cards.declined))
  expect(order.status).toBe('Cancelled')
  expect(order.description).toContain('declined')
  await eventually('the stock to be released', async () => {
    return (await nobody.stockOf(id)) === availableStock
  })
})

test('its buyer cancels an order in the grace period, and it is never charged', async () => {
  const { id, availableStock } = await product()
  const orderId = await alice.buy(id)
  const cancelled = await eventually('the order to be cancelled', async () => {
    const answer = await alice.call('POST', `/orders/${orderId}/cancel`)
    return answer.status === 409 ? false : answer
  })
  expect(cancelled.status).toBe(200)
  expect(cancelled.body).toMatchObject({ orderId, status: 'Cancelled' })
  const run = await shop.run()
  await eventually('payment to hear of it', async () => {
    const rows = await query(run, 'payment', 'select status from payments where order_id = $1', [
      orderId,
    ])
    return rows[0]?.['status'] === 'voided'
  })
  expect(await nobody.stockOf(id)).toBe(availableStock)
})

test('an administrator ships a paid order', async () => {
  const { id } = await product()
  const orderId = await alice.buy(id)
  expect((await alice.call('POST', `/orders/${orderId}/ship`)).status).toBe(403)
  await alice.settled(orderId, 'Paid')
  expect((await admin.call('POST', `/orders/${orderId}/ship`)).body).toMatchObject({
    status: 'Shipped',
  })
})

test('every event that is delivered twice has its effect once', async () => {
  const { id, availableStock } = await product()
  const orderId = await alice.buy(id, 2)
  const before = await alice.settled(orderId, 'Paid')
  const run = await shop.run()
  const count = await publishAgain(run, orderId)
  // Checkout, started, four statuses, grace period, stock, payment.
  expect(count).toBe(9)
  // A later order of the same kind has gone all the way after them.
  await bob.settled(await bob.buy(id, 1), 'Paid')
  expect(await alice.order(orderId)).toEqual(before)
  expect(await nobody.stockOf(id)).toBe(availableStock - 3)
  const charges = await query(
    run,
    'payment',
    'select count(*)::int as count from demo_provider_charges where key = $1',
    [orderId],
  )
  expect(charges).toEqual([{ count: 1 }])
})

test('a checkout that is repeated with its request id orders once', async () => {
  const { id, availableStock } = await product()
  await alice.put(id, 1)
  const requestId = 'repeated-checkout-1'
  const answers = await Promise.all([1, 2, 3].map(() => alice.checkout(cards.approved, requestId)))
  const again = await alice.checkout(cards.approved, requestId)
  const ids = new Set(
    [...answers, again].filter((one) => one.status === 202).map((one) => one.body.orderId),
  )
  expect([...ids]).toHaveLength(1)
  await alice.settled([...ids][0] ?? '', 'Paid')
  expect(await nobody.stockOf(id)).toBe(availableStock - 1)
})

test.each([
  ['ordering', 'Submitted'],
  ['catalog', 'AwaitingValidation'],
  ['payment', 'StockConfirmed'],
])('while %s is stopped its events wait, and it takes them when it is back', async (app, until) => {
  const { id, availableStock } = await product()
  await alice.put(id, 1)
  if (app === 'ordering') await shop.app('stop', app)
  const { orderId } = (await alice.checkout()).body
  if (app !== 'ordering') await shop.app('stop', app)
  await eventually(`the order to be ${until}`, async () => {
    return (await alice.order(orderId)).status === until
  })
  const run = await shop.run()
  await eventually('all that was said to be with the broker', async () => {
    const counts = await Promise.all(
      Object.keys(run.databases).map((one) =>
        query(run, one, 'select from outbox where published_at is null'),
      ),
    )
    return counts.every((rows) => rows.length === 0)
  })
  expect((await alice.order(orderId)).status).toBe(until)
  await shop.app('start', app)
  await alice.settled(orderId, 'Paid')
  expect(await nobody.stockOf(id)).toBe(availableStock - 1)
})

test('a token, good, expired or nonsense, never makes the catalog fail', async () => {
  const [expired] = await getTokens(shop.identity, ['alice'], { ttl: 1 })
  await eventually('the token to expire', async () => {
    const answer = await customerOf(shop.gateway, expired?.token).call('GET', '/orders')
    return answer.status === 401
  })
  for (const token of [expired?.token, 'nonsense', undefined]) {
    const someone = customerOf(shop.gateway, token)
    for (const path of [
      '/catalog/items',
      '/catalog/brands',
      '/catalog/categories',
      '/catalog/top-five',
    ]) {
      expect((await someone.call('GET', path)).status).toBe(200)
    }
  }
})

const { card, address } = checkoutWith(cards.approved)
const order = (change: object) => ({ address, card, ...change })
const json = { 'content-type': 'application/json' }

test.each([
  ['malformed JSON', 'PUT', '/basket/items/x', '{"quantity": ', 400, json],
  [
    'an unknown field',
    'POST',
    '/basket/checkout',
    order({ coupon: 'X' }),
    400,
    { 'x-request-id': 'a' },
  ],
  ['a wrong type', 'PUT', '/basket/items/x', { quantity: 'two' }, 400, {}],
  ['a negative quantity', 'PUT', '/basket/items/x', { quantity: -1 }, 400, {}],
  ['no request id', 'POST', '/basket/checkout', order({}), 400, {}],
  ['a body of 5 MB', 'PUT', '/basket/items/x', { quantity: 1, x: 'x'.repeat(5_000_000) }, 413, {}],
  ['an unknown path', 'GET', '/nothing', undefined, 404, {}],
])('%s is answered by a problem document', async (_what, method, path, body, status, headers) => {
  const answer = await alice.call(method, path, body, headers as Record<string, string>)
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toContain('application/problem+json')
  expect(answer.body).toMatchObject({
    status,
    title: expect.any(String),
    detail: expect.any(String),
  })
})

test('orders are for their buyer and with a token only', async () => {
  const { id } = await product()
  const orderId = await alice.buy(id)
  expect((await bob.call('GET', `/orders/${orderId}`)).status).toBe(404)
  await alice.settled(orderId, 'Paid')
  expect((await bob.call('GET', `/orders/${orderId}`)).status).toBe(404)
  expect((await bob.call('POST', `/orders/${orderId}/cancel`)).status).toBe(404)
  expect((await nobody.call('GET', `/orders/${orderId}`)).status).toBe(401)
  expect((await customerOf(shop.gateway, 'nonsense').call('GET', '/orders')).status).toBe(401)
})

test('no card number, CVV, token or password is in a log or a table', async () => {
  const run = await shop.run()
  const secrets = [cards.approved, cards.declined, '"cvv"', 'eyJhbGciOi']
  for (const app of Object.keys(run.databases)) {
    const tables = await query<{ name: string }>(
      run,
      app,
      "select table_name as name from information_schema.tables where table_schema = 'public'",
    )
    for (const { name } of tables) {
      const rows = await query<{ text: string }>(
        run,
        app,
        `select t::text as text from "${name}" t`,
      )
      for (const { text } of rows) for (const secret of secrets) expect(text).not.toContain(secret)
    }
  }
  const { readFile, readdir } = await import('node:fs/promises')
  for (const log of await readdir(`${shop.folder}/logs`)) {
    const text = await readFile(`${shop.folder}/logs/${log}`, 'utf8')
    for (const secret of secrets) expect(text.includes(secret) ? log : '').toBe('')
  }
})
