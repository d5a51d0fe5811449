import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@shop/dev/eventually.ts'
import { root } from '@shop/dev/paths.ts'
import { getTokens } from '@shop/dev/token/get-tokens.ts'
import type { Page } from '@shop/kit/api.ts'
import type { DeadLetter, DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { Flow, Health, TaskRuns, Timeline } from '@shop/kit/api-operations.ts'
import { type Customer, customerOf } from './support/customer.ts'
import { isLarge } from './support/loads.ts'
import { daprApiToken, publish, query } from './support/replay.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The desk of operations in a running shop: what a consumer can't handle arrives there, with the
// attempts that the brokers' policies promise, and goes back from there.

// With TEST_LARGE=1 the attempts take the time that they take in production.
const scale = isLarge ? [] : ['--scale', '0.3']

let shop: RunningShop
let alice: Customer
let bob: Customer
let admin: Customer

beforeAll(async () => {
  // Nothing is said again meanwhile: only a redrive can finish an order.
  const env = { GRACE_PERIOD: '4s', ASK_AGAIN_AFTER: '10m' }
  shop = await runShop(['--without', 'storefront', ...scale], env)
  const tokens = await getTokens(shop.identity, ['alice', 'bob', 'admin'], {})
  const [a, b, c] = tokens.map(({ token }) => customerOf(shop.gateway, token))
  if (!a || !b || !c) throw new Error('somebody could not sign in')
  ;[alice, bob, admin] = [a, b, c]
}, 300_000)
afterAll(() => shop?.stop())

const letters = async (filter: string): Promise<DeadLetter[]> =>
  (await admin.call<Page<DeadLetter>>('GET', `/admin/dead-letters?${filter}`)).body.items
const whole = async (id: string) =>
  (await admin.call<DeadLetterWhole>('GET', `/admin/dead-letters/${id}`)).body
const flow = async () => (await admin.call<Flow>('GET', '/admin/flow')).body

/** On an idle machine nine attempts take half a minute; a busy one may miss a health probe as well. */
const arrives = 100_000

/** Waits for the dead letter of an event that is open and whose reason is known. */
const arrived = (consumer: string, eventId: string, ms: number, arrivals = 1) =>
  eventually(
    `the dead letter of ${eventId}`,
    async () => {
      const found = (await letters(`consumer=${consumer}&status=open&pageSize=100`)).find(
        (one) => one.eventId === eventId,
      )
      return found?.reason && found.arrivals >= arrivals ? found : undefined
    },
    ms,
  )

/** `npm run ops`, as somebody at a terminal runs it. */
const ops = (...args: string[]) => opsIn(shop.folder, ...args)
const opsIn = (folder: string, ...args: string[]): Promise<{ code: number; output: string }> =>
  new Promise((resolve) => {
    const door = join(root, 'packages', 'dev', 'bin', 'e-shop.js')
    const env = { ...process.env, NODE_OPTIONS: '' }
    execFile(
      process.execPath,
      [door, 'ops', ...args, '--data', folder],
      { env },
      (error, stdout, stderr) =>
        resolve({ code: Number(error?.code ?? 0), output: stdout + stderr }),
    )
  })

/** Lets catalog fail for one order, without a line for it in catalog: gives the cure. */
async function poison(orderId: string): Promise<() => Promise<unknown>> {
  const run = await shop.run()
  await query(
    run,
    'catalog',
    `create or replace function poison() returns trigger language plpgsql as $$ begin
       if new.order_id::text = tg_argv[0] then raise exception 'no shelf for this order'; end if;
       return new;
     end $$`,
  )
  await query(
    run,
    'catalog',
    `create trigger poison before insert or update on reservations
     for each row execute function poison('${orderId}')`,
  )
  return () => query(run, 'catalog', 'drop trigger poison on reservations')
}

test('an event that its consumer always refuses is tried nine times, arrives, and finishes its order once redriven', async () => {
  const [product] = await alice.products()
  if (!product) throw new Error('there is no product')
  const before = product.availableStock
  const orderId = await alice.buy(product.id, 2)
  const cure = await poison(orderId)

  // Others are not held up meanwhile; on Kafka some are, which share its partition, for as long as
  // the attempts last.
  const other = await bob.settled(await bob.buy(product.id, 1), 'Paid', arrives)
  expect(other.status).toBe('Paid')
  expect((await alice.order(orderId)).status).toBe('AwaitingValidation')

  const [said] = await query<{ id: string }>(
    await shop.run(),
    'ordering',
    `select id from outbox where subject = $1 and topic = 'orders-waiting-for-validation'`,
    [orderId],
  )
  const letter = await arrived('catalog', said?.id ?? '', arrives)
  expect(letter).toMatchObject({
    deadLetterTopic: 'catalog.dead-letters',
    topic: 'orders-waiting-for-validation',
    type: 'OrderStatusChangedToAwaitingValidationIntegrationEvent',
    source: 'ordering',
    subject: orderId,
    attempts: 9,
  })
  expect(letter.reason).toContain('no shelf for this order')
  expect((await whole(letter.id)).message).toMatchObject({ id: said?.id, data: { orderId } })

  const consumer = (await flow()).topics
    .find(({ topic }) => topic === 'orders-waiting-for-validation')
    ?.consumers.find(({ app }) => app === 'catalog')
  expect(consumer).toMatchObject({ handled: 1, deadLetters: 1, backlog: 0 })

  await cure()
  expect(await ops('dead-letters', 'redrive', letter.id)).toMatchObject({ code: 0 })
  await alice.settled(orderId, 'Paid')
  expect(await alice.stockOf(product.id)).toBe(before - 3)
  expect(await whole(letter.id)).toMatchObject({
    status: 'redriven',
    handled: [{ handler: letter.type }],
    redrives: [{ requestedBy: expect.any(String), edited: false }],
  })
  // To notifications, which had it before, it was nothing new.
  const updates = await query(
    await shop.run(),
    'notifications',
    `select from updates where order_id = $1 and status = 'AwaitingValidation'`,
    [orderId],
  )
  expect(updates).toHaveLength(1)

  const { entries, missing } = (
    await admin.call<Timeline>('GET', `/admin/orders/${orderId}/timeline`)
  ).body
  expect(missing).toEqual([])
  const story = entries.map(({ app, what, type }) => `${app} ${what} ${type}`)
  const types = 'OrderStatusChangedToAwaitingValidationIntegrationEvent'
  for (const line of [
    'basket said UserCheckoutAcceptedIntegrationEvent',
    'ordering handled UserCheckoutAcceptedIntegrationEvent',
    `catalog failed ${types}`,
    `operations dead letter ${types}`,
    `operations redriven ${types}`,
    `catalog handled ${types}`,
    'payment said OrderPaymentSucceededIntegrationEvent',
  ]) {
    expect(story).toContain(line)
  }
  expect(story.indexOf(`operations redriven ${types}`)).toBeLessThan(
    story.indexOf(`catalog handled ${types}`),
  )
}, 180_000)

/** A price change of a product that nobody has in a basket. */
const priceChange = (data: object) => ({
  id: randomUUID(),
  topic: 'product-price-changes',
  type: 'ProductPriceChangedIntegrationEvent',
  source: 'catalog',
  subject: 'p-1',
  priority: null,
  occurred_at: new Date(),
  data,
})
const money = (amount: number) => ({ amount, currency: 'EUR' })

test('a malformed event arrives at once; sent back as it is it comes back, with a payload that fits it is handled', async () => {
  const run = await shop.run()
  const event = priceChange({ productId: 'p-1', version: 'one' })
  await publish(run, 'catalog', event)
  const letter = await arrived('basket', event.id, arrives)
  expect(letter).toMatchObject({ topic: event.topic, attempts: 1, arrivals: 1 })
  expect(letter.reason).toContain('version')

  await ops('dead-letters', 'redrive', letter.id)
  const again = await arrived('basket', event.id, arrives, 2)
  expect(again).toMatchObject({ id: letter.id, status: 'open', arrivals: 2 })

  const folder = await mkdtemp(join(tmpdir(), 'e-shop-payload-'))
  const file = join(folder, 'payload.json')
  await writeFile(file, JSON.stringify({ productId: 'p-1', version: 'two' }))
  const wrong = await ops('dead-letters', 'redrive', letter.id, '--payload', file)
  expect(wrong.code).toBe(1)
  expect(wrong.output).toContain('data.version')

  const data = { productId: 'p-1', version: 3, oldPrice: money(100), newPrice: money(250) }
  await writeFile(file, JSON.stringify(data))
  expect(await ops('dead-letters', 'redrive', letter.id, '--payload', file)).toMatchObject({
    code: 0,
  })
  await rm(folder, { recursive: true })
  await eventually('basket to know the price', async () => {
    const rows = await query(run, 'basket', `select amount from prices where product_id = 'p-1'`)
    return Number(rows[0]?.['amount']) === 250
  })
  const { history, handled } = await whole(letter.id)
  expect(handled).toHaveLength(1)
  expect(history.map(({ action, byName }) => `${action} by ${byName}`)).toEqual([
    expect.stringMatching(/^redrive by /),
    'reopen by system',
    expect.stringMatching(/^edit and redrive by /),
  ])
})

test('a discarded dead letter is closed, and on record', async () => {
  const event = priceChange({ productId: 'p-1' })
  await publish(await shop.run(), 'catalog', event)
  const { id } = await arrived('basket', event.id, arrives)
  expect((await ops('dead-letters', 'discard', id)).code).toBe(0)
  expect(await whole(id)).toMatchObject({
    status: 'discarded',
    history: [{ action: 'discard', before: { status: 'open' }, after: { status: 'discarded' } }],
  })
  expect(await letters('consumer=basket&status=open')).toEqual([])
})

test('what is no CloudEvent at all is a dead letter too, and blocks nobody', async () => {
  const run = await shop.run()
  const process = run.processes.find(({ app }) => app === 'catalog')
  const topic = 'product-price-changes'
  const url = `http://127.0.0.1:${process?.daprHttpPort}/v1.0/publish/${topic}/${topic}`
  const answer = await fetch(`${url}?metadata.rawPayload=true`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', 'dapr-api-token': daprApiToken },
    body: 'not even JSON',
  })
  expect(answer.status).toBe(204)
  const letter = await eventually('the dead letter', async () =>
    (await letters('consumer=basket&status=open')).at(0),
  )
  expect(letter).toMatchObject({ type: null, reason: expect.stringContaining('no CloudEvent') })
  expect((await whole(letter.id)).message).toBe('not even JSON')
  const next = { productId: 'p-2', version: 1, oldPrice: money(1), newPrice: money(2) }
  await publish(run, 'catalog', { ...priceChange(next), subject: 'p-2' })
  await eventually('basket to go on', async () => {
    const rows = await query(run, 'basket', `select from prices where product_id = 'p-2'`)
    return rows.length === 1
  })
  await admin.call('POST', `/admin/dead-letters/${letter.id}/discard`)
})

test('the flow of a shop that is as it should be has no problem and no backlog', async () => {
  await eventually('all to be handled', async () => {
    const { topics, problems } = await flow()
    expect(problems).toEqual([])
    return topics.every(
      ({ publishers, consumers }) =>
        publishers.every(({ waiting }) => waiting === 0) &&
        consumers.every(({ backlog, subscribed }) => backlog === 0 && subscribed),
    )
  })
  const shown = await ops('flow')
  expect(shown.code).toBe(0)
  expect(shown.output).toContain('No problems.')
})

test('a service that is away is a problem of the flow, and out of reach', async () => {
  await shop.app('stop', 'payment')
  const { problems } = await eventually('the flow to show it', async () => {
    const now = await flow()
    return now.problems.length > 0 && now
  })
  expect(problems).toMatchObject([{ app: 'payment', code: 'does-not-answer' }])
  const { apps } = (await admin.call<Health>('GET', '/admin/health')).body
  const status = Object.fromEntries(apps.map((one) => [one.app, one.status]))
  expect(status).toMatchObject({ payment: 'unreachable', catalog: 'ready', gateway: 'ready' })
  expect((await ops('health')).code).toBe(1)
  await shop.app('start', 'payment')
})

test('runs of the tasks are shown, and the shell says what is wrong with what it is asked', async () => {
  const { items } = (await admin.call<TaskRuns>('GET', '/admin/tasks')).body
  expect(items.some(({ app, counts }) => app === 'grace-period' && counts?.['confirmed'])).toBe(
    true,
  )
  expect((await ops('tasks')).output).toMatch(/grace-period +done/)
  expect((await ops('dead-letters', 'redrive')).output).toContain('or else say --all')
  expect((await ops('flow', '--user', 'alice')).output).toContain('alice is no administrator')
  expect((await opsIn('/nowhere', 'flow')).output).toContain('start it with npm start')
})
