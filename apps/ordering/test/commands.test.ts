import { newId } from '@shop/kit/ids.ts'
import request from 'supertest'
import { as, orderIn, type Parts, startOrdering, steps, typesOf } from './support.ts'

let parts: Parts
let alice: ReturnType<typeof as>
let admin: ReturnType<typeof as>
beforeAll(async () => {
  parts = await startOrdering()
  alice = as(parts, 'alice')
  admin = as(parts, 'admin')
})
afterAll(() => parts.close())

const passing = ['Submitted', 'AwaitingValidation', 'StockConfirmed'] as const

test.each(passing)('its buyer cancels an order that is %s', async (status) => {
  const { orderId } = await orderIn(parts, status)
  const answer = await alice.cancel(orderId, newId(), { reason: 'changed my mind' })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    ...{ orderId, status: 'Cancelled', description: 'changed my mind' },
    history: expect.arrayContaining([
      expect.objectContaining({ status: 'Cancelled', by: 'alice', reason: 'changed my mind' }),
    ]),
  })
  expect((await typesOf(parts, orderId)).at(-1)).toBe('Cancelled')
})

test('an administrator cancels and ships what belongs to others', async () => {
  const { orderId } = await orderIn(parts, 'StockConfirmed')
  const answer = await admin.cancel(orderId)
  expect(answer.body).toMatchObject({ description: 'cancelled by an administrator' })
  const paid = await orderIn(parts, 'Paid')
  const shipped = await admin.ship(paid.orderId)
  expect(shipped.status).toBe(200)
  expect(shipped.body.history.at(-1)).toMatchObject({ status: 'Shipped', by: 'admin' })
  expect((await typesOf(parts, paid.orderId)).at(-1)).toBe('Shipped')
})

test('what does not fit is refused with a code and a reason', async () => {
  const { orderId } = await orderIn(parts, 'Paid')
  const late = await alice.cancel(orderId)
  expect(late.status).toBe(409)
  expect(late.body).toMatchObject({
    code: 'order-cannot-be-cancelled',
    detail: 'An order that is paid can not be cancelled',
  })
  await admin.ship(orderId)
  const twice = await admin.ship(orderId)
  expect(twice.body).toMatchObject({
    ...{ status: 409, code: 'order-cannot-be-shipped' },
    detail: 'An order that is shipped can not be shipped',
  })
  for (const status of passing) {
    const early = await admin.ship((await orderIn(parts, status)).orderId)
    expect(early.body).toMatchObject({ status: 409, code: 'order-cannot-be-shipped' })
  }
})

test('a repeat with the same request id answers as the first did', async () => {
  const { orderId } = await orderIn(parts, 'Submitted')
  const id = newId()
  const first = await alice.cancel(orderId, id)
  const again = await alice.cancel(orderId, id)
  expect(again.status).toBe(200)
  expect(again.body).toEqual(first.body)
  expect((await typesOf(parts, orderId)).filter((type) => type === 'Cancelled')).toHaveLength(1)
  // With a new id it is a new command, and that one comes too late.
  expect((await alice.cancel(orderId, newId())).status).toBe(409)
})

test('a refusal is repeated too, though the order has moved on', async () => {
  const { orderId } = await orderIn(parts, 'StockConfirmed')
  const id = newId()
  expect((await admin.ship(orderId, id)).status).toBe(409)
  await steps(parts, orderId).paid()
  expect((await admin.ship(orderId, id)).body).toMatchObject({
    detail: 'An order that is waiting for its payment can not be shipped',
  })
  expect((await admin.ship(orderId, newId())).status).toBe(200)
  expect((await admin.ship(orderId, id)).status).toBe(409)
})

test.each([
  ['cancel', 'Submitted', 'Cancelled'],
  ['ship', 'Paid', 'Shipped'],
] as const)('%s twice at once with one request id happens once', async (verb, from, type) => {
  const { orderId } = await orderIn(parts, from)
  const id = newId()
  const answers = await Promise.all(Array.from({ length: 5 }, () => admin[verb](orderId, id)))
  expect(answers.map((answer) => answer.status)).toEqual([200, 200, 200, 200, 200])
  for (const answer of answers) expect(answer.body).toEqual(answers[0]?.body)
  expect((await typesOf(parts, orderId)).filter((said) => said === type)).toHaveLength(1)
})

test('two at once with different request ids: one is carried out, the other too late', async () => {
  const { orderId } = await orderIn(parts, 'StockConfirmed')
  const answers = await Promise.all([alice.cancel(orderId), admin.cancel(orderId)])
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
})

test('a request id that was used for another command is refused', async () => {
  const first = await orderIn(parts, 'Submitted')
  const second = await orderIn(parts, 'Submitted')
  const id = newId()
  await admin.cancel(first.orderId, id, { reason: 'fraud' })
  const others = [
    await admin.cancel(second.orderId, id, { reason: 'fraud' }),
    await admin.cancel(first.orderId, id, { reason: 'another' }),
    await admin.ship(first.orderId, id),
  ]
  for (const answer of others) {
    expect(answer.status).toBe(422)
    expect(answer.body.code).toBe('request-id-reused')
  }
  expect((await alice.get(`/orders/${second.orderId}`)).body.status).toBe('Submitted')
  // Another person's ids are their own.
  expect((await alice.cancel(second.orderId, id)).status).toBe(200)
})

test('an order that is not there yet leaves the request id free', async () => {
  const data = await orderIn(parts, 'Submitted')
  const id = newId()
  expect((await alice.cancel(newId(), id)).status).toBe(404)
  expect((await alice.cancel(data.orderId, id)).status).toBe(200)
})

test('only its buyer and administrators cancel, and only administrators ship', async () => {
  const { orderId } = await orderIn(parts, 'Paid')
  const bob = as(parts, 'bob')
  expect((await bob.cancel(orderId)).status).toBe(404)
  expect((await bob.ship(orderId)).status).toBe(403)
  expect((await alice.ship(orderId)).status).toBe(403)
  for (const verb of ['cancel', 'ship']) {
    expect((await request(parts.app).post(`/orders/${orderId}/${verb}`)).status).toBe(401)
  }
})

test('bad input is refused with every fault, and the order stays as it was', async () => {
  const { orderId } = await orderIn(parts, 'Submitted')
  const refusals: [
    answer: Promise<{ status: number; body: { errors: object[] } }>,
    path: string,
  ][] = [
    [alice.cancel(orderId, newId(), { why: 'x' }), 'why'],
    [alice.cancel(orderId, newId(), { reason: 7 }), 'reason'],
    [alice.cancel(orderId, newId(), { reason: 'x'.repeat(501) }), 'reason'],
    [alice.cancel(orderId, newId(), { reason: 'a\0b' }), 'reason'],
    [alice.cancel(orderId, 'two words'), 'x-request-id'],
    [alice.cancel(orderId, 'x'.repeat(129)), 'x-request-id'],
    [admin.ship(orderId, newId(), { carrier: 'x' }), 'carrier'],
  ]
  for (const [answer, path] of refusals) {
    const { status, body } = await answer
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ path }])
  }
  expect((await alice.cancel(orderId, newId(), '{"reason":')).status).toBe(400)
  expect((await alice.cancel('no-id')).status).toBe(404)
  expect((await admin.ship('1')).status).toBe(404)
  expect((await alice.get(`/orders/${orderId}`)).body.status).toBe('Submitted')
})

test('answers to commands are forgotten after 30 days', async () => {
  const { orderId } = await orderIn(parts, 'Submitted')
  const id = newId()
  await alice.cancel(orderId, id)
  const days = (n: number) => new Date(Date.now() + n * 24 * 3_600_000)
  const kept = parts.db.selectFrom('commands').where('request_id', '=', id).select('command')
  for (const [day, rows] of [
    [29, 1],
    [31, 0],
  ] as const) {
    parts.at(days(day))
    await parts.run('forget-commands')
    expect(await kept.execute()).toHaveLength(rows)
  }
  parts.at(undefined)
})
