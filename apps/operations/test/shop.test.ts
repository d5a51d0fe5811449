import { health, stuckList, taskRuns, timeline } from '@shop/kit/api-operations.ts'
import { newId } from '@shop/kit/ids.ts'
import { services as all, apps, hearers } from '../src/apps.ts'
import {
  as,
  bring,
  cloudEvent,
  letterOf,
  type Operations,
  services,
  startOperations,
  waitingOrder,
} from './support.ts'

let parts: Operations
let told: ReturnType<typeof services>
beforeAll(async () => {
  parts = await startOperations()
  told = services(parts)
})
afterAll(() => parts.close())
beforeEach(() => told.clear())

let hour = 0
async function get(path: string) {
  // Past what is kept of the last answer.
  hour += 1
  parts.at(new Date(Date.UTC(2030, 0, 1, hour)))
  return as('admin', parts.app, 'get', path)
}
const nothing = { said: [], handled: [], failed: [] }
const at = (second: number) => `2030-01-01T00:00:${String(second).padStart(2, '0')}.000Z`
const type = 'OrderStatusChangedToAwaitingValidationIntegrationEvent'
const topic = 'orders-waiting-for-validation'

test('an order’s timeline is what all services and the desk know of it, by time', async () => {
  const event = cloudEvent(waitingOrder())
  const [orderId, eventId] = [event.subject, event.id]
  const about = { eventId, topic, type }
  for (const app of all) told.set(`${app} /internal/events`, () => ({ body: nothing }))
  told.set('ordering /internal/events', ({ path, token }) => {
    expect(path).toBe(`/internal/events?subject=${orderId}`)
    // Not the service's: somebody asked.
    expect(token).not.toBe('service-token')
    const one = { ...about, source: 'ordering', attempts: 0, lastError: null, traceId: null }
    return {
      body: {
        ...nothing,
        said: [
          { ...one, at: at(1), publishedAt: '2030-01-01T00:00:01.012Z' },
          { ...one, at: at(9), publishedAt: null, lastError: 'no broker' },
        ],
      },
    }
  })
  const failure = { ...about, handler: type, attempts: 9, firstAt: at(2), lastAt: at(5) }
  told.set('catalog /internal/events', () => ({
    body: { ...nothing, failed: [{ ...failure, lastError: 'Error: no shelf' }] },
  }))
  told.set('notifications /internal/events', () => ({
    body: { ...nothing, handled: [{ ...about, handler: type, at: at(3) }] },
  }))
  parts.at(new Date(at(6)))
  await bring(parts.app, 'catalog', event)
  const { id } = await letterOf(parts.app, orderId)
  parts.at(new Date(at(7)))
  await as('admin', parts.app, 'post', `/admin/dead-letters/${id}/redrive`)

  const answer = await get(`/admin/orders/${orderId}/timeline`)
  const { entries, missing } = timeline.parse(answer.body)
  expect(missing).toEqual([])
  expect(entries.map(({ app, what, detail }) => `${app} ${what} ${detail}`.trimEnd())).toEqual([
    'ordering said published after 12 ms',
    'notifications handled',
    `catalog failed 9 times since ${at(2)}: Error: no shelf`,
    'operations dead letter of catalog, redriven now',
    'operations redriven for catalog, by admin',
    'ordering said waits in the outbox: no broker',
  ])
})

test('an order that nobody knows is not found, unless somebody does not answer', async () => {
  for (const app of all) told.set(`${app} /internal/events`, () => ({ body: nothing }))
  expect((await get(`/admin/orders/${newId()}/timeline`)).status).toBe(404)
  expect((await get('/admin/orders/nonsense/timeline')).status).toBe(404)
  told.set('payment /internal/events', () => 'away')
  const answer = await get(`/admin/orders/${newId()}/timeline`)
  expect([answer.status, answer.body.missing]).toEqual([200, ['payment']])
  expect((await as('alice', parts.app, 'get', `/admin/orders/${newId()}/timeline`)).status).toBe(
    403,
  )
})

test('runs of tasks come from all services, each once, the latest first', async () => {
  const run = (name: string, second: number) => ({
    id: newId(),
    name,
    scheduledAt: at(second),
    startedAt: at(second),
    endedAt: at(second),
    outcome: 'done',
    error: null,
    counts: { confirmed: 1 },
    replica: 'here',
  })
  const [grace, refund] = [run('grace-period', 1), run('refund', 2)]
  for (const app of all) told.set(`${app} /internal/tasks`, () => ({ body: { runs: [] } }))
  for (const app of ['ordering', 'grace-period']) {
    told.set(`${app} /internal/tasks`, () => ({ body: { runs: [grace] } }))
  }
  told.set('payment /internal/tasks', () => ({ body: { runs: [refund] } }))
  told.set('basket /internal/tasks', () => 'away')
  const { items, missing } = taskRuns.parse((await get('/admin/tasks')).body)
  expect(items.map(({ app, name }) => `${app} ${name}`)).toEqual([
    'payment refund',
    'grace-period grace-period',
  ])
  expect(missing).toEqual(['basket'])
})

test('what is stuck anywhere is shown, the longest first', async () => {
  for (const app of hearers) told.set(`${app} /internal/stuck`, () => ({ body: { stuck: [] } }))
  const stuck = (kind: string, second: number) => ({
    body: { stuck: [{ kind, orderId: newId(), status: null, asked: 8, since: at(second) }] },
  })
  told.set('catalog /internal/stuck', () => stuck('reservations', 2))
  told.set('payment /internal/stuck', () => stuck('payments', 1))
  const { items } = stuckList.parse((await get('/admin/stuck')).body)
  expect(items.map(({ app, kind }) => `${app} ${kind}`)).toEqual([
    'payment payments',
    'catalog reservations',
  ])
})

test('each app’s health is told: ready, starting, or out of reach', async () => {
  for (const app of apps) told.set(`${app} /readyz`, () => ({ status: 200 }))
  expect(health.parse((await get('/admin/health')).body).ready).toBe(true)
  told.set('payment /readyz', () => ({ status: 503 }))
  told.set('storefront /readyz', () => 'away')
  const now = health.parse((await get('/admin/health')).body)
  expect(now.ready).toBe(false)
  const status = Object.fromEntries(now.apps.map((one) => [one.app, one.status]))
  expect(status).toMatchObject({
    payment: 'starting',
    storefront: 'unreachable',
    operations: 'ready',
    identity: 'ready',
  })
})
