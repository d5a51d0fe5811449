import { eventually } from '@shop/dev/eventually.ts'
import { print } from '@shop/dev/print.ts'
import { getTokens } from '@shop/dev/token/get-tokens.ts'
import { createSidecar, type Sidecar } from '@shop/kit/sidecar.ts'
import type { Told } from '../apps/analytics/test/lives.ts'
import { manyLives } from '../apps/analytics/test/many-lives.ts'
import { modelsOf } from '../apps/analytics/test/support.ts'
import { type Customer, customerOf } from './support/customer.ts'
import { isLarge } from './support/loads.ts'
import { daprApiToken, query } from './support/replay.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The same events through the broker, once in order and once in disorder with every tenth doubled:
// analytics must tell the same of both. TEST_LARGE=1 takes 1 000 orders, and on
// Redis 10 000.
const large = ['redis', undefined].includes(process.env['TEST_BROKER']) ? 10_000 : 1_000
const count = isLarge ? large : 300

// Others would make orders of these checkouts.
const others = ['basket', 'catalog', 'ordering', 'grace-period', 'payment', 'notifications']
const without = [...others, 'operations', 'storefront'].join(',')

let shop: RunningShop
let admin: Customer
let sidecar: Sidecar
let metrics: string

beforeAll(async () => {
  // Nobody could answer what is asked about orders that stay where they are.
  shop = await runShop(['--without', without], { ASK_AGAIN_AFTER: '1h' })
  const [token] = await getTokens(shop.identity, ['admin'], {})
  admin = customerOf(shop.gateway, token?.token)
  const { processes } = await shop.run()
  const analytics = processes.find(({ app }) => app === 'analytics')
  if (!analytics) throw new Error('analytics does not run')
  metrics = `http://127.0.0.1:${analytics.metricsPort}/metrics`
  sidecar = createSidecar({
    DAPR_HTTP_PORT: analytics.daprHttpPort,
    DAPR_API_TOKEN: daprApiToken,
  })
}, 300_000)
afterAll(async () => {
  await sidecar?.close()
  await shop?.stop()
})

test('what a broker does to the order of events, and to their number, changes no model', async () => {
  const { inOrder, disordered } = manyLives(count)
  const longest = Math.max(...inOrder.map((told) => told.length))
  for (let nth = 0; nth < longest; nth += 1) {
    await tell(inOrder.flatMap((told) => told[nth] ?? []))
  }
  const expected = await models()
  await forget()
  const started = Date.now()
  await tell(disordered)
  const seconds = (Date.now() - started) / 1_000
  print(`${disordered.length} events in disorder, heard in ${seconds} s`)
  expect(await models()).toEqual(expected)
}, 900_000)

const models = () =>
  modelsOf({
    async ask(path) {
      const { status, body } = await admin.call('GET', `/analytics/${path}`)
      if (status !== 200) throw new Error(`${path}: ${status} ${JSON.stringify(body)}`)
      return body
    },
  })

/** Publishes the events in their order, and waits until each has been delivered and taken. */
async function tell(events: readonly Told[]) {
  const before = await taken()
  for (let at = 0; at < events.length; at += 200) await publish(events.slice(at, at + 200))
  await eventually(
    `${events.length} events to be heard`,
    async () => (await taken()) >= before + events.length,
    60_000 + 10 * events.length,
  )
}

async function publish(events: readonly Told[]) {
  const byTopic = new Map<string, Told[]>()
  for (const one of events) {
    byTopic.set(one.contract.topic, [...(byTopic.get(one.contract.topic) ?? []), one])
  }
  const refused = await Promise.all(
    [...byTopic].map(([topic, those]) => sidecar.publish(topic, those.map(toEntry))),
  )
  expect(refused.map((ids) => ids.size)).toEqual(refused.map(() => 0))
}

const toEntry = ({ id, contract, data, time }: Told, index: number) => ({
  id: String(index),
  key: data.orderId,
  event: {
    specversion: '1.0',
    id,
    type: contract.type,
    source: contract.from,
    subject: data.orderId,
    time,
    datacontenttype: 'application/json',
    data,
  },
})

/** How many deliveries the app has taken so far, as its sidecar counts them: doubled ones too. */
async function taken(): Promise<number> {
  const text = await (await fetch(metrics)).text()
  return text
    .split('\n')
    .filter((line) => /^dapr_component_pubsub_ingress_count{.*process_status="success"/.test(line))
    .reduce((sum, line) => sum + Number(line.slice(line.lastIndexOf(' '))), 0)
}

const forget = async () =>
  query(
    await shop.run(),
    'analytics',
    'truncate events, orders, order_lines, changed_minutes, summaries, inbox',
  )
