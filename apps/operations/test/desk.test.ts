import { newId } from '@shop/kit/ids.ts'
import {
  as,
  bring,
  cloudEvent,
  letterOf,
  type Operations,
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

/** A dead letter of catalog's that has arrived. */
async function dead(change: object = {}) {
  const event = cloudEvent(waitingOrder(), change)
  await bring(parts.app, 'catalog', event)
  return { event, letter: await letterOf(parts.app, event.subject) }
}
const act = (what: 'redrive' | 'discard', id: string, body?: object) =>
  as('admin', parts.app, 'post', `/admin/dead-letters/${id}/${what}`, body)
const publish = () => parts.run('redrives')
const publishedOf = (id: string) =>
  parts.sidecar.published.filter(({ entry }) => (entry.event as { id: string }).id === id)

test('a redrive publishes the event again, under its own id and key, to its own topic', async () => {
  const { event, letter } = await dead({ priority: 'express' })
  const answer = await act('redrive', letter.id)
  expect(answer.status).toBe(202)
  expect(answer.body).toMatchObject({ id: letter.id, status: 'redriven' })
  await publish()
  await publish()
  const { topic, pubsubname, traceid, traceparent, tracestate, ...sent } = event
  expect(publishedOf(event.id)).toEqual([
    {
      topic: 'orders-waiting-for-validation',
      entry: { id: expect.any(String), key: event.subject, event: sent },
    },
  ])
  const whole = await show(parts.app, letter.id)
  expect(whole.redrives).toMatchObject([
    { requestedBy: 'admin', edited: false, publishedAt: expect.any(String) },
  ])
})

test('a redrive that no broker takes is tried again until one does', async () => {
  const { event, letter } = await dead()
  const { publish: works } = parts.sidecar
  const noon = Date.parse('2031-01-01T12:00:00Z')
  parts.at(new Date(noon))
  await act('redrive', letter.id)
  let tries = 0
  parts.sidecar.publish = async (_topic, entries) => {
    tries += 1
    if (tries === 1) throw new Error('the broker is away')
    return new Set(entries.map(({ id }) => id))
  }
  await publish()
  await publish()
  expect((await show(parts.app, letter.id)).redrives).toMatchObject([
    { publishedAt: null, lastError: 'Error: the broker is away' },
  ])
  parts.at(new Date(noon + 1_000))
  await publish()
  expect(tries).toBe(2)
  parts.sidecar.publish = works
  parts.at(new Date(noon + 3_000))
  await publish()
  expect(publishedOf(event.id)).toHaveLength(1)
  parts.at(undefined)
})

test('while the relays are held, as for another broker, no redrive leaves', async () => {
  const { event, letter } = await dead()
  await parts.db.insertInto('relay_holds').values({ reason: 'test' }).execute()
  await act('redrive', letter.id)
  await publish()
  expect(publishedOf(event.id)).toEqual([])
  await parts.db.deleteFrom('relay_holds').execute()
  await publish()
  expect(publishedOf(event.id)).toHaveLength(1)
})

test('several replicas publish a redrive once', async () => {
  const { event, letter } = await dead()
  await act('redrive', letter.id)
  await Promise.all([publish(), publish(), publish()])
  expect(publishedOf(event.id)).toHaveLength(1)
})

test('a redrive asked for twice before it has left goes once; later it goes again', async () => {
  const { event, letter } = await dead()
  const answers = await Promise.all([act('redrive', letter.id), act('redrive', letter.id)])
  expect(answers.map(({ status }) => status)).toEqual([202, 202])
  await publish()
  expect(publishedOf(event.id)).toHaveLength(1)
  expect((await act('redrive', letter.id)).status).toBe(202)
  await publish()
  expect(publishedOf(event.id)).toHaveLength(2)
})

test('what comes back after its redrive is open again, and asks for its new reason', async () => {
  const { event, letter } = await dead()
  await act('redrive', letter.id)
  // Brought twice by the sidecar, before anything was published.
  await bring(parts.app, 'catalog', event)
  expect((await letterOf(parts.app, event.subject)).status).toBe('redriven')
  await publish()
  await bring(parts.app, 'catalog', event)
  const again = await letterOf(parts.app, event.subject)
  expect(again).toMatchObject({ id: letter.id, status: 'open', arrivals: 2, closedAt: null })
  expect((await show(parts.app, letter.id)).history).toMatchObject([
    { by: 'admin', action: 'redrive', before: { status: 'open' }, after: { status: 'redriven' } },
    { by: 'system', action: 'reopen', before: { status: 'redriven' }, after: { status: 'open' } },
  ])
})

test('what fails again at once may be back before its broker has answered, and is open again', async () => {
  const { event, letter } = await dead()
  const { publish: works } = parts.sidecar
  parts.sidecar.publish = async (topic, entries) => {
    await bring(parts.app, 'catalog', event)
    return works(topic, entries)
  }
  await act('redrive', letter.id)
  await publish()
  parts.sidecar.publish = works
  expect(await letterOf(parts.app, event.subject)).toMatchObject({ status: 'open', arrivals: 2 })
})

test('a malformed event goes back with a payload that fits, under its own id and in order', async () => {
  const data = waitingOrder()
  const { event, letter } = await dead({
    specversion: '0.3',
    source: 7,
    time: 'noon',
    data: { orderId: 7 },
  })
  const answer = await act('redrive', letter.id, { data: { ...data, later: 'field' } })
  expect(answer.status).toBe(202)
  await publish()
  expect(publishedOf(event.id)[0]?.entry).toMatchObject({
    key: data.orderId,
    event: {
      specversion: '1.0',
      id: event.id,
      type: event.type,
      source: 'ordering',
      subject: data.orderId,
      time: expect.stringMatching(/^20\d\d-/),
      data: { ...data, later: 'field' },
    },
  })
  const { history } = await show(parts.app, letter.id)
  expect(history).toMatchObject([
    {
      action: 'edit and redrive',
      by: 'admin',
      byName: 'admin',
      before: { status: 'open', message: { data: { orderId: 7 } } },
      after: { status: 'redriven', message: { data: { orderId: data.orderId } } },
    },
  ])
})

test('an edited payload that does not fit is refused, with every fault named', async () => {
  const { letter } = await dead()
  const { status, body } = await act('redrive', letter.id, { data: { orderId: 7, items: 'none' } })
  expect(status).toBe(400)
  const paths = body.errors.map((fault: { path: string }) => fault.path)
  expect(paths).toEqual(expect.arrayContaining(['data.orderId', 'data.items', 'data.version']))
  expect((await letterOf(parts.app, letter.subject)).status).toBe('open')
  expect((await act('redrive', letter.id, { date: {} })).status).toBe(400)
})

test('while an event is on its way back it can not be edited', async () => {
  const { letter } = await dead()
  await act('redrive', letter.id)
  const { status, body } = await act('redrive', letter.id, { data: waitingOrder() })
  expect([status, body.code]).toEqual([409, 'on-its-way'])
  await publish()
})

test('an event whose topic its consumer does not hear, or of an unknown type, has no way back', async () => {
  const { letter } = await dead({ topic: 'stock-confirmed' })
  const astray = await act('redrive', letter.id)
  expect([astray.status, astray.body.code]).toEqual([409, 'unknown-topic'])
  const unknown = (await dead({ type: 'Later' })).letter
  const edited = await act('redrive', unknown.id, { data: {} })
  expect([edited.status, edited.body.code]).toEqual([409, 'unknown-type'])
  expect((await act('redrive', unknown.id)).status).toBe(202)
  await publish()
})

test('a discarded dead letter stays so, can be redriven all the same, and a redriven one not discarded', async () => {
  const { event, letter } = await dead()
  expect((await act('discard', letter.id)).status).toBe(204)
  expect((await act('discard', letter.id)).status).toBe(204)
  await bring(parts.app, 'catalog', event)
  expect(await letterOf(parts.app, event.subject)).toMatchObject({
    status: 'discarded',
    arrivals: 2,
    closedAt: expect.any(String),
  })
  expect((await act('redrive', letter.id)).status).toBe(202)
  const late = await act('discard', letter.id)
  expect([late.status, late.body.code]).toEqual([409, 'redriven'])
  const actions = (await show(parts.app, letter.id)).history.map(
    (one: { action: string }) => one.action,
  )
  expect(actions).toEqual(['discard', 'redrive'])
  await publish()
})

test('one whole says whether its consumer has handled the event by now', async () => {
  const { event, letter } = await dead()
  expect((await show(parts.app, letter.id)).handled).toBeNull()
  const handled = [{ handler: event.type, at: '2030-01-01T12:00:00.000Z' }]
  told.set(`catalog /internal/failures/${event.id}`, () => ({ body: { failures: [], handled } }))
  expect((await show(parts.app, letter.id)).handled).toEqual(handled)
})

test('the list has pages and filters, the latest first', async () => {
  const mine = await Promise.all(
    ['analytics', 'analytics', 'payment'].map(async (consumer, index) => {
      const topic = index === 1 ? 'paid-orders' : 'stock-confirmed'
      const event = cloudEvent(waitingOrder(), { topic })
      await bring(parts.app, consumer, event)
      return event
    }),
  )
  const list = async (query: string) =>
    (await as('admin', parts.app, 'get', `/admin/dead-letters?${query}`)).body
  expect(await list('consumer=analytics&status=open&pageSize=1')).toMatchObject({
    total: 2,
    pageIndex: 0,
    pageSize: 1,
    items: [{ consumer: 'analytics' }],
  })
  expect((await list('consumer=analytics&topic=paid-orders')).items).toMatchObject([
    { eventId: mine[1]?.id },
  ])
  expect((await list('status=discarded&consumer=payment')).total).toBe(0)
  const times = (await list('pageSize=100')).items.map(
    (one: { arrivedAt: string }) => one.arrivedAt,
  )
  expect(times).toEqual([...times].sort().reverse())
  expect((await as('admin', parts.app, 'get', '/admin/dead-letters?status=gone')).status).toBe(400)
})

test('the desk is for administrators, and what is not there is not found', async () => {
  const { letter } = await dead()
  for (const [method, path] of [
    ['get', ''],
    ['get', `/${letter.id}`],
    ['post', `/${letter.id}/redrive`],
    ['post', `/${letter.id}/discard`],
  ] as const) {
    expect((await as('alice', parts.app, method, `/admin/dead-letters${path}`)).status).toBe(403)
  }
  expect((await letterOf(parts.app, letter.subject)).status).toBe('open')
  for (const id of [newId(), 'nonsense']) {
    expect((await as('admin', parts.app, 'get', `/admin/dead-letters/${id}`)).status).toBe(404)
    expect((await act('redrive', id)).status).toBe(404)
    expect((await act('discard', id)).status).toBe(404)
  }
})

test('the message of a closed dead letter is forgotten after 30 days, who closed it is not', async () => {
  parts.at(new Date('2031-01-01T12:00:00Z'))
  const { letter } = await dead()
  const open = (await dead()).letter
  await act('redrive', letter.id, { data: waitingOrder() })
  await publish()
  parts.at(new Date('2031-01-31T11:00:00Z'))
  await parts.run('forget')
  expect((await show(parts.app, letter.id)).message).not.toBeNull()
  parts.at(new Date('2031-01-31T13:00:00Z'))
  await parts.run('forget')
  expect(await show(parts.app, letter.id)).toMatchObject({
    message: null,
    headers: {},
    redrives: [],
    history: [{ by: 'admin', action: 'edit and redrive', before: null, after: null }],
  })
  expect((await show(parts.app, open.id)).message).not.toBeNull()
  const { status, body } = await act('redrive', letter.id)
  expect([status, body.code]).toEqual([409, 'forgotten'])
  parts.at(undefined)
})
