import type { Express } from 'express'
import request from 'supertest'
import { inTransaction } from '../src/db.ts'
import { gracePeriodConfirmed, orderStarted, productPriceChanged } from '../src/events.ts'
import { createApp } from '../src/http.ts'
import { newId } from '../src/ids.ts'
import type { MessagingTables } from '../src/messaging.ts'
import { say } from '../src/outbox.ts'
import { relayOutbox } from '../src/relay.ts'
import { on, subscribe } from '../src/subscriptions.ts'
import { deliver, fromOwnSidecar, said, testService } from '../src/testing.ts'

let parts: Awaited<ReturnType<typeof testService<MessagingTables>>>
let app: Express
let fail = false

const started = () => ({ orderId: newId(), basketId: newId(), buyerId: 'alice' })
const price = (amount: number) => ({ amount, currency: 'EUR' })

beforeAll(async () => {
  parts = await testService<MessagingTables>({ name: 'basket', migrations: {} })
  const { service } = parts
  app = createApp(service, (routes) =>
    subscribe(routes, service, [
      on(orderStarted, async (event, tx) => {
        await say(tx, gracePeriodConfirmed, { orderId: event.data.orderId })
        if (fail) throw new Error('the handler failed')
      }),
      on(productPriceChanged, async () => {}),
    ]),
  )
})
afterAll(() => parts.close())

const failures = () => parts.db.selectFrom('failures').selectAll().execute()

test('an event that is delivered twice has its effect once', async () => {
  const data = started()
  const id = newId()
  expect(await deliver(app, orderStarted, data, { id })).toBe('SUCCESS')
  expect(await deliver(app, orderStarted, data, { id })).toBe('SUCCESS')
  const effects = (await said(parts.db)).filter((row) => row.subject === data.orderId)
  expect(effects).toHaveLength(1)
})

test('a handler that fails is retried, leaves nothing behind, and its reason is on record', async () => {
  const data = started()
  const id = newId()
  fail = true
  expect(await deliver(app, orderStarted, data, { id })).toBe('RETRY')
  expect(await deliver(app, orderStarted, data, { id })).toBe('RETRY')
  fail = false
  expect((await said(parts.db)).filter((row) => row.subject === data.orderId)).toEqual([])
  expect((await failures()).find((row) => row.event_id === id)).toMatchObject({
    attempts: 2,
    last_error: 'Error: the handler failed',
    subject: null,
  })
  expect(await deliver(app, orderStarted, data, { id })).toBe('SUCCESS')
})

test('a malformed event is dropped into the dead letters, not retried', async () => {
  const id = newId()
  expect(await deliver(app, orderStarted, { orderId: 7 }, { id })).toBe('DROP')
  const reason = (await failures()).find((row) => row.event_id === id)?.last_error
  expect(reason).toContain('orderId')
})

test('an envelope that is no CloudEvent is dropped', async () => {
  expect(await deliver(app, orderStarted, started(), { envelope: { specversion: '0.3' } })).toBe(
    'DROP',
  )
})

test('an unknown field of a payload is ignored', async () => {
  expect(await deliver(app, orderStarted, { ...started(), newer: true })).toBe('SUCCESS')
})

test('an event of an unknown type is acknowledged, a path without a handler is retried', async () => {
  const post = (path: string) => request(app).post(path).set(fromOwnSidecar)
  const body = JSON.stringify({ id: 'later-1', type: 'Later', topic: 'orders' })
  const unknown = await post('/events/unknown').type('application/cloudevents+json').send(body)
  expect(unknown.body).toEqual({ status: 'SUCCESS' })
  const inbox = parts.db.selectFrom('inbox').where('event_id', '=', 'later-1')
  expect(await inbox.select(['handler', 'topic', 'type']).execute()).toEqual([
    { handler: 'unknown', topic: 'orders', type: 'Later' },
  ])
  expect((await post('/events/nowhere')).body).toEqual({ status: 'RETRY' })
})

test('an event is taken from the own sidecar only', async () => {
  expect((await request(app).post('/events/unknown')).status).toBe(403)
  const called = { ...fromOwnSidecar, 'dapr-caller-app-id': 'gateway' }
  expect((await request(app).post('/events/unknown').set(called)).status).toBe(403)
})

test('an app that lacks a promised handler does not start', () => {
  const { service } = parts
  const start = () => createApp(service, (routes) => subscribe(routes, service, []))
  expect(start).toThrow('handlers missing')
})

test('the relay publishes a key in order, and a refused event holds back its own key only', async () => {
  const { db, service } = parts
  await db.deleteFrom('outbox').execute()
  const tell = (productId: string, version: number) =>
    inTransaction(db, (tx) =>
      say(
        tx,
        productPriceChanged,
        { productId, version, oldPrice: price(1), newPrice: price(2) },
        { source: 'basket' },
      ),
    )
  for (const version of [1, 2, 3])
    for (const product of ['bad', 'good']) await tell(product, version)
  const sent: string[] = []
  const refusing = {
    publish: async (
      _topic: string,
      entries: readonly { id: string; key: string; event: object }[],
    ) => {
      const keys = entries.map((entry) => entry.key)
      expect(new Set(keys).size).toBe(keys.length)
      for (const { key, event } of entries) {
        const { data } = event as { data: { version: number } }
        if (key !== 'bad') sent.push(`${key} ${data.version}`)
      }
      return new Set(entries.filter((entry) => entry.key === 'bad').map((entry) => entry.id))
    },
  }
  expect(await relayOutbox(db, refusing, service.log, 'basket')).toBe(3)
  expect(sent).toEqual(['good 1', 'good 2', 'good 3'])
  const waiting = await db
    .selectFrom('outbox')
    .where('published_at', 'is', null)
    .select('attempts')
    .orderBy('seq')
    .execute()
  expect(waiting.map((row) => row.attempts)).toEqual([1, 0, 0])
})

test('while the relays are held nothing is published, and all of it afterwards', async () => {
  const { db, service } = parts
  await db.deleteFrom('outbox').execute()
  await db.insertInto('relay_holds').values({ reason: 'test' }).execute()
  const data = { productId: 'held', version: 1, oldPrice: price(1), newPrice: price(2) }
  await inTransaction(db, (tx) => say(tx, productPriceChanged, data, { source: 'basket' }))
  const all = { publish: async () => new Set<string>() }
  expect(await relayOutbox(db, all, service.log, 'basket')).toBe(0)
  await db.deleteFrom('relay_holds').execute()
  expect(await relayOutbox(db, all, service.log, 'basket')).toBe(1)
})
