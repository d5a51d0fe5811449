import { bearer, fromApp } from '@shop/kit/testing.ts'
import request from 'supertest'
import { cards, postCard, startPayment } from './support.ts'

let parts: Awaited<ReturnType<typeof startPayment>>
beforeAll(async () => {
  parts = await startPayment()
})
afterAll(() => parts.close())

const post = (user: string, change?: object) => postCard(parts.app, user, change)

test('a card becomes a token with its brand, last four digits and expiry', async () => {
  const answer = await post('alice')
  expect(answer.status).toBe(201)
  expect(answer.body).toEqual({
    token: expect.stringMatching(/^pm_[\w-]{32}$/),
    brand: 'Visa',
    last4: '4242',
    expires: '12/40',
  })
})

test('one card gives another token each time', async () => {
  expect((await post('alice')).body.token).not.toBe((await post('alice')).body.token)
})

test('a number that fails Luhn is a 400 that names the field', async () => {
  const { status, body } = await post('alice', { number: '4242424242424241' })
  expect(status).toBe(400)
  expect(body.errors).toEqual([{ path: 'number', message: 'is not a card number' }])
})

test('an expired card is refused with the code card-expired', async () => {
  const { status, body } = await post('alice', { expires: '01/20' })
  expect([status, body.code]).toEqual([409, 'card-expired'])
})

test('every fault of a body is named, and none repeats what was sent', async () => {
  const change = { number: '4242-4242', cvv: '73x7', expires: '13/40', pin: '9182' }
  const { status, body, text } = await post('alice', change)
  expect(status).toBe(400)
  expect(body.errors.map((fault: { path: string }) => fault.path).sort()).toEqual([
    'cvv',
    'expires',
    'number',
    'pin',
  ])
  for (const secret of ['4242-4242', '73x7', '9182']) expect(text).not.toContain(secret)
})

test('it is for users whose call comes from another service through the sidecar', async () => {
  const direct = request(parts.app).post('/payment-methods')
  expect((await direct.set('authorization', await bearer('alice')).send({})).status).toBe(403)
  const nobody = request(parts.app).post('/payment-methods').set(fromApp('basket'))
  expect((await nobody.send({})).status).toBe(401)
  const gateway = request(parts.app).post('/payment-methods').set(fromApp('gateway'))
  expect((await gateway.set('authorization', await bearer('alice')).send({})).status).toBe(403)
})

test('neither number, CVV nor holder is in any table', async () => {
  await post('bob', { number: cards.declined, holder: 'Robert Roe', cvv: '4711' })
  const tables = ['payments', 'payment_methods', 'outbox', 'inbox', 'failures', 'task_execution']
  const provider = ['demo_provider_tokens', 'demo_provider_charges']
  let everything = ''
  for (const table of [...tables, ...provider]) {
    const rows = await parts.db
      .selectFrom(table as 'payments')
      .selectAll()
      .execute()
    everything += JSON.stringify(rows)
  }
  expect(everything).toContain('"owner_id":"bob"')
  for (const secret of ['4000000000000002', '400000000000', '4242424242424242', '4711', 'Roe']) {
    expect(everything).not.toContain(secret)
  }
})
