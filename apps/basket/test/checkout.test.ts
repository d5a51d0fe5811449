import { newId } from '@shop/kit/ids.ts'
import { SidecarError } from '@shop/kit/sidecar.ts'
import { bearer, said } from '@shop/kit/testing.ts'
import { decodeJwt } from 'jose'
import request from 'supertest'
import {
  address,
  card,
  checkoutBody,
  euros,
  type Parts,
  recordOf,
  shopper,
  startBasket,
} from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

/** A new user with a basket. */
async function user(name = `user-${newId()}`) {
  const someone = shopper(parts, name)
  await someone.put('a', 2)
  await someone.put('b', 1)
  return { name, ...someone }
}
const saidOf = async (name: string) =>
  (await said(parts.db)).filter(({ data }) => (data['buyer'] as { id: string }).id === name)
const ordersOf = (name: string) =>
  parts.db.selectFrom('checkouts').where('user_id', '=', name).selectAll().execute()
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [
  status,
  body.code,
]
const pathsOf = ({ body }: { body: { errors: { path: string }[] } }) =>
  body.errors.map(({ path }) => path).sort()

test('a checkout is accepted and said in one go, with all that its order needs', async () => {
  const alice = await user('alice')
  const { basketId } = (await alice.get()).body
  const { status, body } = await alice.checkOut('r1', { ...checkoutBody, priority: 'express' })
  expect([status, body]).toEqual([202, { orderId: expect.stringMatching(/^.{8}-.{4}-7/) }])
  expect(await saidOf('alice')).toEqual([
    {
      id: expect.any(String),
      type: 'UserCheckoutAcceptedIntegrationEvent',
      topic: 'order-checkouts',
      source: 'basket',
      subject: body.orderId,
      priority: 'express',
      data: {
        orderId: body.orderId,
        requestId: 'r1',
        basketId,
        buyer: { id: 'alice', name: 'alice', email: 'alice@example.com' },
        address,
        payment: {
          token: expect.stringMatching(/^pm_/),
          brand: 'Visa',
          last4: '4242',
          expires: '12/40',
        },
        priority: 'express',
        items: [
          {
            productId: 'a',
            name: 'Product a',
            unitPrice: euros(100),
            units: 2,
            pictureUrl: '/api/v1/catalog/items/a/picture?v=1',
            brandId: 'b1',
            brand: 'Brand',
            categoryId: 'c1',
            category: 'Category',
          },
          expect.objectContaining({ productId: 'b', units: 1 }),
        ],
        total: euros(400),
      },
    },
  ])
})

test('the basket is empty afterwards, and another one', async () => {
  const someone = await user()
  const { basketId } = (await someone.get()).body
  await someone.checkOut('r1')
  const after = (await someone.get()).body
  expect(after).toMatchObject({ items: [], total: euros(0) })
  expect(after.basketId).not.toBe(basketId)
})

test('the priority is normal where none is asked for', async () => {
  const someone = await user()
  await someone.checkOut('r1')
  expect(await saidOf(someone.name)).toMatchObject([
    { priority: 'normal', data: { priority: 'normal' } },
  ])
})

test("the card goes to payment with the user's token", async () => {
  const someone = await user()
  parts.sidecar.calls.length = 0
  await someone.checkOut('r1')
  expect(parts.sidecar.calls).toEqual([
    {
      app: 'payment',
      method: 'POST',
      path: '/payment-methods',
      token: expect.any(String),
      body: card,
      timeout: 5_000,
    },
  ])
  expect(decodeJwt(parts.sidecar.calls[0]?.token ?? '').sub).toBe(someone.name)
})

test('it needs a token and an x-request-id', async () => {
  const post = () => request(parts.app).post('/basket/checkout')
  expect((await post().set('x-request-id', 'r1').send(checkoutBody)).status).toBe(401)
  const missing = await post()
    .set('authorization', await bearer('zoe'))
    .send(checkoutBody)
  expect([missing.status, pathsOf(missing)]).toEqual([400, ['x-request-id']])
  const someone = await user()
  expect(pathsOf(await someone.checkOut('not an id'))).toEqual(['x-request-id'])
})

test('every fault of a body is named, and none repeats what was sent', async () => {
  const someone = await user()
  const answer = await someone.checkOut('r1', {
    address: { ...address, street: ' ', planet: 'Earth' },
    card: { ...card, number: '4242-4242', expires: '13/40', cvv: '73x7' },
    priority: 'now',
    total: 1,
  })
  expect(answer.status).toBe(400)
  expect(pathsOf(answer)).toEqual([
    'address.planet',
    'address.street',
    'card.cvv',
    'card.expires',
    'card.number',
    'priority',
    'total',
  ])
  for (const secret of ['4242-4242', '73x7']) expect(answer.text).not.toContain(secret)
  expect(pathsOf(await someone.checkOut('r1', {}))).toEqual(['address', 'card'])
})

test('an empty basket is refused', async () => {
  expect(codeOf(await shopper(parts, 'nothing').checkOut('r1'))).toEqual([409, 'basket-empty'])
})

test('a repeat with the same request id gets the same order, whatever is in the basket by then', async () => {
  const someone = await user()
  const first = await someone.checkOut('r1')
  expect((await someone.checkOut('r1')).body).toEqual(first.body)
  await someone.put('c', 1)
  const repeat = await someone.checkOut('r1')
  expect([repeat.status, repeat.body]).toEqual([202, first.body])
  expect(await someone.units()).toEqual({ c: 1 })
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('the same request id with another body is a 422', async () => {
  const someone = await user()
  const { orderId } = (await someone.checkOut('r1')).body
  const bodies = [
    { ...checkoutBody, priority: 'express' },
    { address: { ...address, city: 'Bern' }, card },
    { address, card: { ...card, number: '4000 0000 0000 0002' } },
    { address, card: { ...card, expires: '11/40' } },
  ]
  for (const body of bodies) {
    expect(codeOf(await someone.checkOut('r1', body))).toEqual([422, 'request-id-reused'])
  }
  const alike = { address: { ...address, city: ' Berlin ' }, priority: 'normal', card }
  expect((await someone.checkOut('r1', alike)).body).toEqual({ orderId })
})

test("one user's request ids are nothing to another", async () => {
  const [one, two] = [await user(), await user()]
  const orders = [await one.checkOut('same'), await two.checkOut('same')]
  expect(orders.map(({ status }) => status)).toEqual([202, 202])
  expect(orders[0]?.body).not.toEqual(orders[1]?.body)
})

test('another request for a basket that has just been ordered gets its order', async () => {
  const someone = await user()
  const first = await someone.checkOut('r1')
  const second = await someone.checkOut('r2', { ...checkoutBody, priority: 'express' })
  expect([second.status, second.body]).toEqual([202, first.body])
  await someone.put('c', 1)
  const third = await someone.checkOut('r3')
  expect(third.status).toBe(202)
  expect(third.body).not.toEqual(first.body)
})

test('checkouts of one basket at the same time are one order, whatever their request ids', async () => {
  for (const ids of [
    ['r1', 'r1', 'r1', 'r1'],
    ['r1', 'r2', 'r3', 'r4'],
  ]) {
    const someone = await user()
    const answers = await Promise.all(ids.map((id) => someone.checkOut(id)))
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202, 202])
    expect(new Set(answers.map(({ body }) => body.orderId)).size).toBe(1)
    expect(await ordersOf(someone.name)).toHaveLength(1)
    expect(await saidOf(someone.name)).toHaveLength(1)
    expect(await someone.units()).toEqual({})
  }
})

test('of two bodies with one request id at the same time one is ordered, the other a 422', async () => {
  const someone = await user()
  const answers = await Promise.all([
    someone.checkOut('r1'),
    someone.checkOut('r1', { ...checkoutBody, priority: 'express' }),
  ])
  expect(answers.map(({ status }) => status).sort()).toEqual([202, 422])
  expect(await ordersOf(someone.name)).toHaveLength(1)
})

const refusals = [
  {
    status: 400,
    body: {
      type: 'about:blank',
      title: 'Bad Request',
      status: 400,
      detail: 'The request is not valid',
      code: 'bad-request',
      errors: [{ path: 'number', message: 'is not a card number' }],
    },
    expected: {
      code: 'bad-request',
      errors: [{ path: 'card.number', message: 'is not a card number' }],
    },
  },
  {
    status: 409,
    body: {
      type: 'about:blank',
      title: 'Conflict',
      status: 409,
      detail: 'The card has expired',
      code: 'card-expired',
    },
    expected: { code: 'card-expired', detail: 'The card has expired' },
  },
  { status: 401, body: undefined, expected: { code: 'unauthorized' } },
]

test.each(refusals)(
  'what payment refuses ($status) is passed on, and the basket is back at once',
  async (refusal) => {
    const someone = await user()
    const before = (await someone.get()).body
    parts.others.payment = () => refusal
    const answer = await someone.checkOut('r1')
    parts.others.payment = undefined
    expect(answer.status).toBe(refusal.status)
    expect(answer.body).toMatchObject(refusal.expected)
    expect(recordOf(parts, `user-${someone.name}`)).not.toHaveProperty('checkingOut')
    expect((await someone.get()).body).toEqual(before)
    expect((await someone.checkOut('r1', { address, card })).status).toBe(202)
  },
)

test('where payment is out of reach or in trouble it is a 503, and the basket is back at once', async () => {
  const troubles = [
    () => {
      throw new SidecarError(503, 'ERR_DIRECT_INVOKE', 'no payment')
    },
    () => ({ status: 500 }),
    () => ({ status: 429 }),
    () => ({ status: 403 }),
  ]
  const someone = await user()
  for (const trouble of troubles) {
    parts.others.payment = trouble
    const answer = await someone.checkOut('r1')
    expect([answer.status, answer.headers['retry-after']]).toEqual([503, '1'])
    expect(recordOf(parts, `user-${someone.name}`)).not.toHaveProperty('checkingOut')
  }
  parts.others.payment = undefined
  expect(await someone.units()).toEqual({ a: 2, b: 1 })
  expect((await someone.checkOut('r1')).status).toBe(202)
  expect(await saidOf(someone.name)).toHaveLength(1)
})

test('the accepted checkout is an order for its buyer and administrators, and nothing for others', async () => {
  const someone = await user()
  const { orderId } = (await someone.checkOut('r1')).body
  const { status, body } = await someone.order(orderId)
  expect(status).toBe(200)
  expect(body).toEqual({
    orderId,
    status: 'Submitted',
    date: expect.any(String),
    description: '',
    priority: 'normal',
    items: [
      {
        productId: 'a',
        name: 'Product a',
        unitPrice: euros(100),
        quantity: 2,
        pictureUrl: '/api/v1/catalog/items/a/picture?v=1',
      },
      expect.objectContaining({ productId: 'b', quantity: 1 }),
    ],
    total: euros(400),
    address,
    payment: { brand: 'Visa', last4: '4242' },
    history: [{ status: 'Submitted', at: body.date, by: someone.name, reason: '' }],
  })
  expect((await shopper(parts, 'admin', ['administrator']).order(orderId)).body).toEqual(body)
  expect(codeOf(await shopper(parts, 'mallory').order(orderId))).toEqual([404, 'not-found'])
  expect((await shopper(parts).order(orderId)).status).toBe(401)
  for (const id of [newId(), 'nonsense']) expect((await someone.order(id)).status).toBe(404)
})
