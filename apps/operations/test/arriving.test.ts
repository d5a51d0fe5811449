import { fromApp } from '@shop/kit/testing.ts'
import request from 'supertest'
import {
  as,
  bring,
  cloudEvent,
  letterOf,
  type Operations,
  post,
  services,
  show,
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

const failure = (attempts: number, lastError: string) => ({
  body: {
    failures: [
      {
        handler: 'h',
        topic: 't',
        type: 'y',
        attempts,
        lastError,
        firstAt: '2030-01-01T12:00:00.000Z',
        lastAt: '2030-01-01T12:00:27.000Z',
      },
    ],
    handled: [],
  },
})

test('a dead letter is stored with all that it says, and open', async () => {
  const event = cloudEvent(waitingOrder(), { priority: 'express' })
  expect(await bring(parts.app, 'catalog', event)).toBe('SUCCESS')
  const letter = await letterOf(parts.app, event.subject)
  expect(letter).toMatchObject({
    status: 'open',
    consumer: 'catalog',
    deadLetterTopic: 'catalog.dead-letters',
    topic: 'orders-waiting-for-validation',
    eventId: event.id,
    type: event.type,
    source: 'ordering',
    reason: null,
    arrivals: 1,
    closedAt: null,
  })
  const whole = await show(parts.app, letter.id)
  expect(whole.message).toEqual(event)
  expect(whole.headers).toMatchObject({ partitionkey: 'abc' })
  expect(JSON.stringify(whole.headers)).not.toContain('token')
})

test('delivered twice it is one dead letter; the same event of another consumer is another', async () => {
  const event = cloudEvent(waitingOrder())
  await Promise.all([1, 2, 3].map(() => bring(parts.app, 'catalog', event)))
  expect(await letterOf(parts.app, event.subject)).toMatchObject({ arrivals: 3, status: 'open' })
  await bring(parts.app, 'notifications', event)
  const all = await as('admin', parts.app, 'get', `/admin/dead-letters?subject=${event.subject}`)
  expect(all.body.total).toBe(2)
})

test('the consumer is asked why, with the service token, and its answer is kept', async () => {
  const event = cloudEvent(waitingOrder())
  told.set(`catalog /internal/failures/${event.id}`, () => failure(9, 'Error: no such shelf'))
  await bring(parts.app, 'catalog', event)
  await parts.run('reasons')
  expect(await letterOf(parts.app, event.subject)).toMatchObject({
    reason: 'Error: no such shelf',
    attempts: 9,
    failedAt: '2030-01-01T12:00:27.000Z',
  })
  expect(parts.sidecar.calls.at(-1)).toMatchObject({ app: 'catalog', token: 'service-token' })
})

test('where the consumer has no failure on record, it was unreachable', async () => {
  const event = cloudEvent(waitingOrder())
  told.set(`catalog /internal/failures/${event.id}`, () => ({
    body: { failures: [], handled: [] },
  }))
  await bring(parts.app, 'catalog', event)
  await parts.run('reasons')
  expect((await letterOf(parts.app, event.subject)).reason).toBe('The consumer was unreachable')
})

test('a consumer that is away is asked again, later each time', async () => {
  const noon = Date.parse('2031-01-01T12:00:00Z')
  const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))
  after(0)
  const event = cloudEvent(waitingOrder())
  let asked = 0
  told.set(`catalog /internal/failures/${event.id}`, () => {
    asked += 1
    return asked < 3 ? 'away' : failure(4, 'late')
  })
  await bring(parts.app, 'catalog', event)
  for (const second of [0, 4, 5, 14, 15, 16]) {
    after(second)
    await parts.run('reasons')
  }
  expect(asked).toBe(3)
  expect(await letterOf(parts.app, event.subject)).toMatchObject({ reason: 'late', attempts: 4 })
  parts.at(undefined)
})

test.each([
  ['text that is no JSON', 'garbage{'],
  ['bytes that are no text', Buffer.from([0xff, 0xfe, 0x00])],
  ['JSON that is no object', '[1,2]'],
  ['nothing', ''],
])('%s is stored, told apart by its content, and needs no asking', async (_what, message) => {
  const before = (await as('admin', parts.app, 'get', '/admin/dead-letters?consumer=payment')).body
    .total
  expect(await bring(parts.app, 'payment', message)).toBe('SUCCESS')
  expect(await bring(parts.app, 'payment', message)).toBe('SUCCESS')
  const { items, total } = (
    await as('admin', parts.app, 'get', '/admin/dead-letters?consumer=payment')
  ).body
  expect(total).toBe(before + 1)
  expect(items[0]).toMatchObject({ consumer: 'payment', topic: null, type: null, arrivals: 2 })
  expect(items[0].eventId).toMatch(/^sha256-/)
  expect(items[0].reason).toContain('no CloudEvent')
  const redrive = await as('admin', parts.app, 'post', `/admin/dead-letters/${items[0].id}/redrive`)
  expect([redrive.status, redrive.body.code]).toEqual([409, 'not-an-event'])
})

test.each([
  ['no id', { id: undefined }],
  ['an id that is too long', { id: 'x'.repeat(300) }],
  ['a NUL character', { data: 'a\0b', id: 'with\0nul' }],
  ['fields of the wrong types', { type: 7, subject: {}, topic: null, source: [] }],
])('an event with %s is stored', async (_what, change) => {
  expect(await bring(parts.app, 'basket', cloudEvent(waitingOrder(), change))).toBe('SUCCESS')
})

test('its message comes back byte by byte, also with numbers that are larger than those of JavaScript', async () => {
  const text = `{"id":"big-${Date.now()}","subject":"big","data":{"n":12345678901234567890}}`
  await bring(parts.app, 'basket', text)
  const row = await parts.db
    .selectFrom('dead_letters')
    .where('subject', '=', 'big')
    .select('message')
    .executeTakeFirstOrThrow()
  expect(row.message).toBe(text)
})

test('an event that is delivered as such, without a wrapper, is stored too', async () => {
  const event = cloudEvent(waitingOrder())
  expect(await post(parts.app, '/events/dead-letters/catalog', event)).toBe('SUCCESS')
  expect((await letterOf(parts.app, event.subject)).eventId).toBe(event.id)
})

test('what can not be stored is never acknowledged', async () => {
  const broken = await startOperations()
  await broken.db.schema.dropTable('audit').execute()
  await broken.db.schema.dropTable('redrives').execute()
  await broken.db.schema.dropTable('dead_letters').execute()
  expect(await bring(broken.app, 'catalog', cloudEvent(waitingOrder()))).toBe('RETRY')
  expect(await post(broken.app, '/events/elsewhere', {})).toBe('RETRY')
  await broken.close()
})

test('dead letters are taken from the own sidecar only', async () => {
  const path = '/events/dead-letters/catalog'
  expect((await request(parts.app).post(path).send({})).status).toBe(403)
  expect((await request(parts.app).post(path).set(fromApp('catalog')).send({})).status).toBe(403)
})
