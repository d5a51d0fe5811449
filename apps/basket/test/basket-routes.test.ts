import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import type { Held } from '../src/held.ts'
import { euros, type Parts, recordOf, shopper, startBasket, unitsOf } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

const as = (name: string) => shopper(parts, name)
const uuid7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7/

test('a new user has an empty basket, always the same one', async () => {
  const first = await as('new').get()
  expect(first.status).toBe(200)
  expect(first.body).toEqual({
    basketId: expect.stringMatching(uuid7),
    items: [],
    total: euros(0),
  })
  expect((await as('new').get()).body).toEqual(first.body)
})

test('a line takes name, price and picture from the catalog', async () => {
  const answer = await as('alice').put('b', 3)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    basketId: expect.stringMatching(uuid7),
    items: [
      {
        productId: 'b',
        name: 'Product b',
        unitPrice: euros(200),
        quantity: 3,
        pictureUrl: '/api/v1/catalog/items/b/picture?v=1',
      },
    ],
    total: euros(600),
  })
  expect((await as('alice').get()).body).toEqual(answer.body)
})

test('a quantity is set, not added; 0 and DELETE take the line out, also twice', async () => {
  const bob = as('bob')
  await bob.put('a', 2)
  await bob.put('a', 5)
  await bob.put('b', 1)
  expect(await bob.units()).toEqual({ a: 5, b: 1 })
  expect(unitsOf(await bob.put('a', 0))).toEqual({ b: 1 })
  for (const again of [1, 2]) {
    const answer = await bob.remove('b')
    expect([again, answer.status, unitsOf(answer)]).toEqual([again, 200, {}])
  }
  expect((await bob.put('unknown', 0)).status).toBe(200)
})

test('an unknown product is refused, and so is what can not be an id', async () => {
  for (const id of ['unknown', '%2e%2e', '..%2f..', 'a%20b']) {
    const { status, body } = await as('carol').put(id, 1)
    expect([id, status, body.code]).toEqual([id, 404, 'not-found'])
  }
  expect(await as('carol').units()).toEqual({})
})

test.each([
  [{}, ['quantity']],
  [{ quantity: -1 }, ['quantity']],
  [{ quantity: 1000 }, ['quantity']],
  [{ quantity: 1.5 }, ['quantity']],
  [{ quantity: '1' }, ['quantity']],
  [
    { quantity: 1, unitPrice: { amount: 1, currency: 'EUR' }, name: 'cheap' },
    ['unitPrice', 'name'],
  ],
])('the body %j is a 400 that names every fault', async (body, paths) => {
  const put = request(parts.app).put('/basket/items/a')
  const answer = await put.set('authorization', await bearer('dave')).send(body)
  expect(answer.status).toBe(400)
  expect(answer.body.errors.map((fault: { path: string }) => fault.path)).toEqual(paths)
})

test('malformed JSON is a 400', async () => {
  const put = request(parts.app).put('/basket/items/a').set('content-type', 'application/json')
  const answer = await put.set('authorization', await bearer('dave')).send('{"quantity": ')
  expect([answer.status, answer.type]).toEqual([400, 'application/problem+json'])
})

test('edits at the same time all survive', async () => {
  const erin = as('erin')
  const answers = await Promise.all([...'abcdef'].map((id, index) => erin.put(id, index + 1)))
  expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200])
  expect(await erin.units()).toEqual({ a: 1, b: 2, c: 3, d: 4, e: 5, f: 6 })
})

test('an edit that meets another one between its read and its write is made on what that wrote', async () => {
  const frank = as('frank')
  await frank.put('a', 1)
  let met = false
  parts.store.hooks.beforeSave = async () => {
    if (met) return
    met = true
    await frank.put('b', 2)
  }
  expect(unitsOf(await frank.put('c', 3))).toEqual({ a: 1, b: 2, c: 3 })
  parts.store.hooks.beforeSave = undefined
})

test('a record that never stops changing is a 503 after a while, not a loop', async () => {
  const grace = as('grace')
  await grace.put('a', 1)
  let tries = 0
  const { basket } = recordOf(parts, 'user-grace') as Held
  parts.store.hooks.beforeSave = async (key) => {
    tries += 1
    await parts.store.real.save(key, { basket, merged: [`${tries}`] })
  }
  const answer = await grace.put('b', 1)
  parts.store.hooks.beforeSave = undefined
  expect([answer.status, answer.headers['retry-after'], tries]).toEqual([503, '1', 12])
})

test('records live for 30 days after the last change', async () => {
  await as('heidi').put('a', 1)
  expect(parts.store.ttls.get('user-heidi')).toBe(30 * 24 * 3_600)
})

test('reading a basket that has not changed writes nothing', async () => {
  await as('ivan').put('a', 1)
  const before = parts.sidecar.records.get('user-ivan')?.etag
  await as('ivan').get()
  expect(parts.sidecar.records.get('user-ivan')?.etag).toBe(before)
})

test('a user id with signs that no key may have gets a basket like any other', async () => {
  const id = 'auth0||42/…%'
  await as(id).put('a', 1)
  expect(await as(id).units()).toEqual({ a: 1 })
  const keys = [...parts.sidecar.records.keys()].filter((key) => key.includes('auth0'))
  expect(keys).toEqual(['user-auth0%7C%7C42%2F%E2%80%A6%25'])
})

test('everybody has their own basket', async () => {
  await as('judy').put('a', 1)
  await as('kim').put('b', 1)
  expect(await as('judy').units()).toEqual({ a: 1 })
  expect(await as('kim').units()).toEqual({ b: 1 })
})

test('a bad or expired token is a 401, not an anonymous basket', async () => {
  const expired = await bearer('alice', [], { ttl: -10 })
  for (const token of [expired, 'Bearer nonsense', 'Basic abc']) {
    for (const call of [
      request(parts.app).get('/basket'),
      request(parts.app).put('/basket/items/a').send({ quantity: 1 }),
      request(parts.app).delete('/basket/items/a'),
    ]) {
      const answer = await call.set('authorization', token)
      expect([answer.status, answer.headers['set-cookie']]).toEqual([401, undefined])
    }
  }
})

test('without the catalog nothing can be put in, but read and taken out', async () => {
  const leo = as('leo')
  await leo.put('a', 1)
  parts.others.catalog = 'down'
  const put = await leo.put('b', 1)
  expect([put.status, put.headers['retry-after']]).toEqual([503, '1'])
  expect(await leo.units()).toEqual({ a: 1 })
  expect((await leo.remove('a')).status).toBe(200)
  parts.others.catalog = 'up'
})

test('a basket has room for 100 products', async () => {
  const mia = as('mia')
  for (let index = 0; index < 101; index += 1) parts.others.prices.set(`p${index}`, 100)
  for (let index = 0; index < 100; index += 1) await mia.put(`p${index}`, 1)
  const { status, body } = await mia.put('p100', 1)
  expect([status, body.code]).toEqual([409, 'basket-full'])
  expect((await mia.put('p99', 5)).status).toBe(200)
  expect(recordOf(parts, 'user-mia')?.basket.lines).toHaveLength(100)
})
