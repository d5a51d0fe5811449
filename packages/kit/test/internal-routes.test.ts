import type { Express } from 'express'
import { type Kysely, sql } from 'kysely'
import request from 'supertest'
import { inTransaction } from '../src/db.ts'
import { orderStarted, productPriceChanged } from '../src/events.ts'
import { countFlow } from '../src/flow-counts.ts'
import { createApp } from '../src/http.ts'
import { newId } from '../src/ids.ts'
import {
  failuresAnswer,
  flowAnswer,
  stuckAnswer,
  tasksAnswer,
  trailAnswer,
} from '../src/internal-answers.ts'
import type { MessagingTables } from '../src/messaging.ts'
import { messaging, say } from '../src/outbox.ts'
import { relayOutbox } from '../src/relay.ts'
import { on, subscribe } from '../src/subscriptions.ts'
import { recordRun, type TaskTables, taskStatements } from '../src/task-execution.ts'
import { bearer, deliver, fromApp, testService } from '../src/testing.ts'

type Tables = MessagingTables & TaskTables

const migrations = {
  '001_tasks': {
    async up(db: Kysely<unknown>) {
      for (const statement of taskStatements) await sql.raw(statement).execute(db)
      await sql`create table holds (order_id uuid primary key, stuck_at timestamptz)`.execute(db)
    },
  },
}

let parts: Awaited<ReturnType<typeof testService<Tables>>>
let app: Express
let fail = false
beforeAll(async () => {
  parts = await testService<Tables>({ name: 'basket', migrations })
  const { service } = parts
  app = createApp(service, (routes) =>
    subscribe<Tables>(routes, service, [
      on(orderStarted, async () => {
        if (fail) throw new Error('the handler failed')
      }),
      on(productPriceChanged, async () => {}),
    ]),
  )
})
afterAll(() => parts.close())

async function get(path: string, caller = 'operations') {
  const asked = request(app).get(path).set(fromApp(caller))
  return asked.set('authorization', await bearer('service'))
}
const flow = async () => flowAnswer.parse((await get('/internal/flow')).body)
const started = (orderId = newId()) => ({ orderId, basketId: newId(), buyerId: 'alice' })
const hear = (orderId: string, id = newId()) =>
  deliver(app, orderStarted, started(orderId), { id, envelope: { subject: orderId } })
const tell = (orderId: string) =>
  inTransaction(parts.db, (tx) => say(tx, orderStarted, started(orderId), { source: 'basket' }))
const publish = () => relayOutbox(parts.db, parts.sidecar, parts.service.log, 'basket')
const count = (distance?: number) => countFlow(messaging(parts.db), distance)
/** So that the totals count what has just come. */
const age = (table: string, column: string) =>
  sql`update ${sql.table(table)} set ${sql.ref(column)} = now() - interval '10 minutes'`.execute(
    parts.db,
  )

test.each(['flow', 'tasks', 'stuck', `failures/${newId()}`, 'events?subject=a'])(
  '/internal/%s is for other services only',
  async (path) => {
    expect((await get(`/internal/${path}`)).status).toBe(200)
    expect((await get(`/internal/${path}`, 'gateway')).status).toBe(403)
    const direct = request(app).get(`/internal/${path}`)
    expect((await direct.set('authorization', await bearer('service'))).status).toBe(403)
    expect((await request(app).get(`/internal/${path}`).set(fromApp('operations'))).status).toBe(
      401,
    )
  },
)

test('a failure is told with its attempts and reason, and later that it was handled', async () => {
  const [orderId, id] = [newId(), newId()]
  fail = true
  await hear(orderId, id)
  await hear(orderId, id)
  fail = false
  const { failures, handled } = failuresAnswer.parse((await get(`/internal/failures/${id}`)).body)
  expect(failures).toMatchObject([
    {
      topic: 'orders',
      type: orderStarted.type,
      attempts: 2,
      lastError: 'Error: the handler failed',
    },
  ])
  expect(handled).toEqual([])
  expect((await flow()).failing).toMatchObject([{ topic: 'orders', count: 1 }])
  await hear(orderId, id)
  const after = failuresAnswer.parse((await get(`/internal/failures/${id}`)).body)
  expect(after.handled).toMatchObject([{ handler: orderStarted.type }])
  expect((await flow()).failing).toEqual([])
  expect((await get('/internal/failures/unheard-of')).body).toEqual({ failures: [], handled: [] })
})

test('what was said, handled and failed about a subject is told with its times', async () => {
  const orderId = newId()
  const saidId = await tell(orderId)
  await hear(orderId)
  fail = true
  await hear(orderId)
  fail = false
  const trail = async () =>
    trailAnswer.parse((await get(`/internal/events?subject=${orderId}`)).body)
  const before = await trail()
  expect(before.said).toMatchObject([{ eventId: saidId, source: 'basket', publishedAt: null }])
  expect(before.handled).toMatchObject([{ topic: 'orders', type: orderStarted.type }])
  expect(before.failed).toMatchObject([{ attempts: 1, lastError: 'Error: the handler failed' }])
  await publish()
  expect((await trail()).said).toMatchObject([{ publishedAt: expect.any(String) }])
  expect((await get('/internal/events')).status).toBe(400)
})

test('counts stay the same, whatever part of them the totals hold', async () => {
  await parts.db.deleteFrom('inbox').execute()
  await parts.db.deleteFrom('outbox').execute()
  for (let n = 0; n < 3; n += 1) await hear(newId())
  for (let n = 0; n < 2; n += 1) await tell(newId())
  expect((await flow()).waiting).toMatchObject([{ topic: 'orders', count: 2 }])
  await publish()
  const expected = async (handled: number, published: number) => {
    const now = await flow()
    expect(now.handled.map((row) => row.count)).toEqual([handled])
    expect(now.published.map((row) => row.count)).toEqual([published])
    expect(now.waiting).toEqual([])
    return now
  }
  expect((await expected(3, 2)).handled).toMatchObject([{ lastMinute: 3, topic: 'orders' }])
  await age('inbox', 'handled_at')
  await age('outbox', 'published_at')
  expect((await expected(3, 2)).handled).toMatchObject([{ lastMinute: 0 }])
  await Promise.all([count(), count(), count()])
  await expected(3, 2)
  await hear(newId())
  await expected(4, 2)
  // What is cleared away is still counted.
  await parts.db
    .deleteFrom('inbox')
    .where('handled_at', '<', new Date(Date.now() - 300_000))
    .execute()
  await expected(4, 2)
  await count()
  await expected(4, 2)
})

test('an event whose transaction outlasts the counting is counted when it commits', async () => {
  const handled = async () => (await flow()).handled[0]?.count ?? 0
  const before = await handled()
  const row = { handler: orderStarted.type, topic: 'orders', type: orderStarted.type }
  await inTransaction(parts.db, async (tx) => {
    const values = { ...row, event_id: newId(), subject: null }
    await tx.insertInto('inbox').values(values).execute()
    await count(0)
  })
  expect(await handled()).toBe(before + 1)
  await count(0)
  expect(await handled()).toBe(before + 1)
})

test('what the own sidecar has loaded is told, or that it does not say', async () => {
  parts.sidecar.loaded = {
    runtimeVersion: '1.18.2',
    components: [{ name: 'orders', type: 'pubsub.redis' }],
    subscriptions: [{ pubsubname: 'orders', topic: 'orders', rules: [], deadLetterTopic: 'x' }],
  }
  expect((await flow()).sidecar).toEqual(parts.sidecar.loaded)
})

test('the runs of its tasks are told, idle ones only as far as they are recent', async () => {
  const runs = async () => tasksAnswer.parse((await get('/internal/tasks')).body).runs
  expect(await runs()).toEqual([])
  let second = 0
  const clock = () => new Date(Date.UTC(2030, 0, 1, 12, 0, second))
  for (second = 0; second < 30; second += 1) {
    await recordRun(parts.db, 'tidy', clock, async () => ({ tidied: second === 3 ? 7 : 0 }))
  }
  await recordRun(parts.db, 'other', clock, async () => ({}))
  const told = await runs()
  expect(told.filter((run) => run.name === 'other')).toHaveLength(1)
  const tidy = told.filter((run) => run.name === 'tidy')
  expect(tidy).toHaveLength(21)
  expect(tidy.at(-1)).toMatchObject({ outcome: 'done', counts: { tidied: 7 }, error: null })
})

test('whatever has an order and a stuck_at is told once it is stuck, by an index', async () => {
  const orderId = newId()
  await sql`insert into holds values (${orderId}, null), (${newId()}, null)`.execute(parts.db)
  const stuck = async () => stuckAnswer.parse((await get('/internal/stuck')).body).stuck
  expect(await stuck()).toEqual([])
  await sql`update holds set stuck_at = now() where order_id = ${orderId}`.execute(parts.db)
  expect(await stuck()).toEqual([
    { kind: 'holds', orderId, status: null, asked: null, since: expect.any(String) },
  ])
  const { rows } = await sql`select from pg_indexes where indexname = 'holds_stuck'`.execute(
    parts.db,
  )
  expect(rows).toHaveLength(1)
})
