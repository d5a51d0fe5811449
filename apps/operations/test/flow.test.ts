import type { Flow } from '@shop/kit/api-operations.ts'
import { flow as flowShape } from '@shop/kit/api-operations.ts'
import type { FlowAnswer } from '@shop/kit/internal-answers.ts'
import type { SidecarMetadata } from '@shop/kit/sidecar-metadata.ts'
import { services as all } from '../src/apps.ts'
import { expectedComponents, expectedSubscriptions } from '../src/expected-sidecar.ts'
import {
  as,
  bring,
  cloudEvent,
  flowOf,
  letterOf,
  type Operations,
  services,
  startOperations,
  waitingOrder,
} from './support.ts'

let parts: Operations
let told: ReturnType<typeof services>
let second = 0
beforeAll(async () => {
  parts = await startOperations()
  told = services(parts)
})
afterAll(() => parts.close())

const waiting = 'orders-waiting-for-validation'
const type = 'OrderStatusChangedToAwaitingValidationIntegrationEvent'
const at = '2030-01-01T12:00:00.000Z'
const counted = (topic: string, of: string, count: number) => ({
  topic,
  type: of,
  count,
  lastMinute: 2,
  lastAt: at,
})

/** A sidecar that has just what the contracts ask for. */
const good = (app: string): SidecarMetadata => ({
  runtimeVersion: '1.18.2',
  components: expectedComponents(app).map((name) => ({ name, type: 'pubsub.of-any-broker' })),
  subscriptions: expectedSubscriptions(app).map(({ topic, paths, deadLetters }) => ({
    pubsubname: topic,
    topic,
    rules: paths.map((path) => ({ path, match: '' })),
    deadLetterTopic: deadLetters,
  })),
})
function answers(change: Readonly<Record<string, Partial<FlowAnswer> | 'away'>> = {}) {
  for (const app of all) {
    const given = change[app] ?? {}
    told.set(`${app} /internal/flow`, () =>
      given === 'away' ? 'away' : { body: flowOf(app, { sidecar: good(app), ...given }) },
    )
  }
}
async function flow(): Promise<Flow> {
  // Past what is kept of the last answer.
  second += 5
  parts.at(new Date(Date.parse(at) + second * 1_000))
  const answer = await as('admin', parts.app, 'get', '/admin/flow')
  expect(answer.status).toBe(200)
  return flowShape.parse(answer.body)
}
const topicIn = (given: Flow, name: string) => given.topics.find(({ topic }) => topic === name)
const consumerIn = (given: Flow, name: string, app: string) =>
  topicIn(given, name)?.consumers.find((one) => one.app === app)

test('a shop as the contracts ask for it has every topic and no problem', async () => {
  answers()
  parts.sidecar.loaded = good('operations')
  const now = await flow()
  expect(now.problems).toEqual([])
  expect(now.topics.map(({ topic }) => topic)).toContain('grace-period-confirmed')
  expect(topicIn(now, waiting)).toMatchObject({
    types: [type],
    publishers: [{ app: 'ordering', answers: true, published: 0, lastAt: null }],
  })
  expect(topicIn(now, waiting)?.consumers.map(({ app }) => app)).toEqual([
    'catalog',
    'analytics',
    'notifications',
  ])
})

test('the backlog is what was published and neither handled nor a dead letter', async () => {
  answers({
    ordering: {
      published: [counted(waiting, type, 10)],
      waiting: [{ topic: waiting, count: 3, oldest: at }],
    },
    catalog: {
      handled: [{ ...counted(waiting, type, 6), handler: type }],
      failing: [{ topic: waiting, handler: type, count: 1 }],
    },
  })
  await bring(parts.app, 'catalog', cloudEvent(waitingOrder()))
  const event = cloudEvent(waitingOrder())
  await bring(parts.app, 'catalog', event)
  const now = await flow()
  expect(topicIn(now, waiting)?.publishers).toMatchObject([
    { published: 10, lastMinute: 2, lastAt: at, waiting: 3, oldestWaiting: at },
  ])
  expect(consumerIn(now, waiting, 'catalog')).toEqual({
    app: 'catalog',
    answers: true,
    subscribed: true,
    handled: 6,
    lastMinute: 2,
    lastAt: at,
    failing: 1,
    deadLetters: 2,
    backlog: 2,
  })
  expect(now.deadLetters).toContainEqual({
    consumer: 'catalog',
    open: 2,
    redriven: 0,
    discarded: 0,
  })
  const { id } = await letterOf(parts.app, event.subject)
  await as('admin', parts.app, 'post', `/admin/dead-letters/${id}/redrive`)
  // It is on its way again.
  expect(consumerIn(await flow(), waiting, 'catalog')).toMatchObject({ backlog: 3, deadLetters: 1 })
})

test('of two types on a topic, and of two listeners of a type, all are counted', async () => {
  const [yes, no] = ['OrderStockConfirmedIntegrationEvent', 'OrderStockRejectedIntegrationEvent']
  const checkout = 'UserCheckoutAcceptedIntegrationEvent'
  answers({
    catalog: {
      published: [counted('order-stock-statuses', yes, 4), counted('order-stock-statuses', no, 1)],
    },
    basket: { published: [counted('order-checkouts', checkout, 5)] },
    ordering: {
      handled: [
        { ...counted('order-stock-statuses', yes, 3), handler: yes },
        { ...counted('order-stock-statuses', no, 1), handler: no },
        { ...counted('order-checkouts', checkout, 3), handler: checkout },
        { ...counted('order-checkouts', checkout, 2), handler: `${checkout}/express` },
      ],
    },
  })
  const now = await flow()
  expect(consumerIn(now, 'order-stock-statuses', 'ordering')).toMatchObject({
    handled: 4,
    backlog: 1,
  })
  expect(consumerIn(now, 'order-checkouts', 'ordering')).toMatchObject({ handled: 5, backlog: 0 })
})

test('a service that does not answer is a problem, and leaves its backlogs unknown', async () => {
  answers({ ordering: 'away' })
  const now = await flow()
  expect(now.problems).toEqual([
    { app: 'ordering', code: 'does-not-answer', topic: null, detail: 'does not answer' },
  ])
  expect(consumerIn(now, waiting, 'catalog')?.backlog).toBeNull()
  expect(consumerIn(now, 'payment-status', 'ordering')).toMatchObject({
    answers: false,
    subscribed: null,
    backlog: null,
  })
  expect(now.services).toContainEqual({
    app: 'ordering',
    answers: false,
    replica: null,
    components: [],
  })
})

test('a service that hangs is given up in time, and the others are shown', async () => {
  answers()
  told.set(
    'payment /internal/flow',
    ({ signal }) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new Error('given up')))
      }),
  )
  expect((await flow()).problems).toMatchObject([{ app: 'payment', code: 'does-not-answer' }])
})

test('what a sidecar lacks, or has too much, is a problem', async () => {
  const loaded = good('catalog')
  const wrong: SidecarMetadata = {
    ...loaded,
    components: loaded.components.filter(({ name }) => name !== 'cancelled-orders'),
    subscriptions: [
      ...loaded.subscriptions
        .filter(({ topic }) => topic !== 'cancelled-orders')
        .map((one) => (one.topic === 'paid-orders' ? { ...one, deadLetterTopic: '' } : one))
        .map((one) => (one.topic === waiting ? { ...one, rules: [] } : one)),
      { pubsubname: 'orders', topic: 'orders', rules: [], deadLetterTopic: '' },
    ],
  }
  answers({ catalog: { sidecar: wrong }, payment: { sidecar: null } })
  parts.sidecar.loaded = { ...good('operations'), subscriptions: [] }
  const now = await flow()
  const problems = now.problems.map(({ app, code, topic }) => `${app} ${code} ${topic}`)
  expect(problems).toEqual(
    expect.arrayContaining([
      'catalog missing-component cancelled-orders',
      'catalog missing-subscription cancelled-orders',
      'catalog wrong-dead-letters paid-orders',
      `catalog missing-route ${waiting}`,
      'catalog unexpected-subscription orders',
      'payment sidecar-does-not-answer null',
      'operations missing-subscription catalog.dead-letters',
    ]),
  )
  expect(consumerIn(now, 'cancelled-orders', 'catalog')?.subscribed).toBe(false)
  expect(consumerIn(now, 'cancelled-orders', 'payment')?.subscribed).toBeNull()
  parts.sidecar.loaded = good('operations')
})

test('one answer is kept for all who ask within a second', async () => {
  answers()
  await flow()
  const asked = parts.sidecar.calls.length
  await as('admin', parts.app, 'get', '/admin/flow')
  expect(parts.sidecar.calls).toHaveLength(asked)
})

test('it is for administrators', async () => {
  for (const path of ['flow', 'tasks', 'health', 'stuck']) {
    expect((await as('alice', parts.app, 'get', `/admin/${path}`)).status).toBe(403)
  }
})
