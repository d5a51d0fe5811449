import { newId } from '@shop/kit/ids.ts'
import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { newProduct, requested, startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const get = (id: string) => request(parts.app).get(`/catalog/items/${id}`)
const total = async (query: string) =>
  (await request(parts.app).get(`/catalog/items?${query}`)).body.total
const post = (body: object, headers = {}) => parts.send('post', '/catalog/items', { body, headers })
const euros = (amount: number) => ({ price: { amount, currency: 'EUR' } })
const reprice = (id: string, amount: number) =>
  parts.send('put', `/catalog/items/${id}/price`, { body: euros(amount) })
const restock = (id: string, delta: number, headers = {}) =>
  parts.send('post', `/catalog/items/${id}/stock`, { body: { delta }, headers })
const pathsOf = (body: { errors: { path: string }[] }) =>
  body.errors.map((error) => error.path).sort()

test('administrators only: 401 without a token, 403 for a shopper', async () => {
  const { id } = await parts.product(1)
  const calls = [
    ['post', '/catalog/items', newProduct],
    ['patch', `/catalog/items/${id}`, { name: 'Mine' }],
    ['put', `/catalog/items/${id}/price`, euros(1)],
    ['post', `/catalog/items/${id}/stock`, { delta: 1 }],
    ['put', `/catalog/items/${id}/picture`, {}],
    ['delete', `/catalog/items/${id}`, {}],
  ] as const
  const before = (await get(id)).body
  for (const [method, path, body] of calls) {
    const nobody = await request(parts.app)[method](path).send(body)
    expect([path, nobody.status]).toEqual([path, 401])
    const alice = request(parts.app)
      [method](path)
      .set('authorization', await bearer('alice'))
    expect([path, (await alice.send(body)).status]).toEqual([path, 403])
  }
  expect((await get(id)).body).toEqual(before)
})

test('a new product is answered 201 with its place, and is found at once', async () => {
  const before = await total('brandId=fjellby&categoryId=camp-kitchen')
  const answer = await post({ ...newProduct, name: 'Quokka Kettle', availableStock: 7 })
  expect(answer.status).toBe(201)
  expect(answer.headers['location']).toBe(`/api/v1/catalog/items/${answer.body.id}`)
  expect(answer.body).toMatchObject({
    name: 'Quokka Kettle',
    price: newProduct.price,
    brand: { id: 'fjellby', name: 'Fjellby' },
    category: { id: 'camp-kitchen', name: 'Camp Kitchen' },
    availableStock: 7,
    rating: { average: null, count: 0 },
  })
  expect((await get(answer.body.id)).body).toEqual(answer.body)
  expect(await total('search=quokka')).toBe(1)
  expect(await total('brandId=fjellby&categoryId=camp-kitchen')).toBe(before + 1)
})

test('every fault of a new product is named, also an unknown brand and category', async () => {
  const { status, body } = await post({
    name: ' ',
    price: { amount: 0.5, currency: 'USD' },
    brandId: 3,
    categoryId: 'tents',
    availableStock: -1,
    colour: 'red',
  })
  expect(status).toBe(400)
  expect(pathsOf(body)).toEqual([
    'availableStock',
    'brandId',
    'colour',
    'name',
    'price.amount',
    'price.currency',
  ])
  const unknown = await post({ ...newProduct, brandId: 'nobody', categoryId: 'nothing' })
  expect(unknown.status).toBe(400)
  expect(pathsOf(unknown.body)).toEqual(['brandId', 'categoryId'])
  for (const change of [{ name: 'a\u0000b' }, { description: 'a\u0000b' }, { brandId: '\u0000' }]) {
    expect((await post({ ...newProduct, ...change })).status).toBe(400)
  }
  const malformed = await parts.send('post', '/catalog/items', {
    headers: { 'content-type': 'application/json' },
  })
  expect(malformed.status).toBe(400)
})

test('one x-request-id makes one product, however often and at once it is sent', async () => {
  const headers = { 'x-request-id': newId() }
  const answers = await Promise.all([1, 2, 3, 4, 5].map(() => post(newProduct, headers)))
  expect(answers.map((answer) => answer.status)).toEqual([201, 201, 201, 201, 201])
  expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1)
  const id = answers[0]?.body.id
  await reprice(id, 9_999)
  const again = await post(newProduct, headers)
  expect(again.status).toBe(201)
  expect(again.body).toEqual(answers[0]?.body)
  expect(again.headers['location']).toBe(`/api/v1/catalog/items/${id}`)
})

test('an x-request-id that is used for something else is a 422, a malformed one a 400', async () => {
  const headers = { 'x-request-id': newId() }
  const { id } = (await post(newProduct, headers)).body
  for (const answer of [
    await post({ ...newProduct, name: 'Another' }, headers),
    await restock(id, 5, headers),
  ]) {
    expect(answer.status).toBe(422)
    expect(answer.body.code).toBe('request-id-reused')
  }
  expect(pathsOf((await restock(id, 5, { 'x-request-id': 'a b' })).body)).toEqual(['x-request-id'])
  expect((await get(id)).body.availableStock).toBe(0)
})

test('a command that was refused is not remembered: sent again it may succeed', async () => {
  const headers = { 'x-request-id': newId() }
  const { id } = await parts.product(1)
  expect((await restock(id, -2, headers)).status).toBe(409)
  await restock(id, 5)
  expect((await restock(id, -2, headers)).body.availableStock).toBe(4)
  expect((await restock(id, -2, headers)).body.availableStock).toBe(4)
  expect((await get(id)).body.availableStock).toBe(4)
})

test('a change takes what it is given and leaves the rest', async () => {
  const { id } = await parts.product(3)
  const path = `/catalog/items/${id}`
  const answer = await parts.send('patch', path, {
    body: { name: 'Wombat Flask', categoryId: 'lighting' },
  })
  expect(answer.status).toBe(200)
  expect(answer.body).toMatchObject({
    name: 'Wombat Flask',
    description: newProduct.description,
    brand: { id: 'fjellby' },
    category: { id: 'lighting', name: 'Lighting' },
    availableStock: 3,
  })
  expect(await total('search=wombat&categoryId=lighting')).toBe(1)
  const { body } = await parts.send('patch', path, {
    body: { name: '', price: euros(1), availableStock: 3, brandId: 'x y' },
  })
  expect(pathsOf(body)).toEqual(['availableStock', 'brandId', 'name', 'price'])
  const unknown = await parts.send('patch', path, { body: { brandId: 'nobody' } })
  expect(pathsOf(unknown.body)).toEqual(['brandId'])
})

test('a new price is answered and said, with a version that rises', async () => {
  const { id } = await parts.product(1)
  const answer = await reprice(id, 1_999)
  expect(answer.status).toBe(200)
  expect(answer.body.price).toEqual({ amount: 1_999, currency: 'EUR' })
  await parts.send('patch', `/catalog/items/${id}`, { body: { name: 'Renamed' } })
  await reprice(id, 2_999)
  const events = await parts.saidOf(id)
  expect(events).toEqual([
    {
      type: 'ProductPriceChanged',
      data: {
        productId: id,
        version: 2,
        oldPrice: { amount: 2_500, currency: 'EUR' },
        newPrice: { amount: 1_999, currency: 'EUR' },
      },
    },
    { type: 'ProductPriceChanged', data: expect.objectContaining({ productId: id, version: 4 }) },
  ])
})

test('the price that it has already is answered and not said', async () => {
  const { id } = await parts.product(1)
  await reprice(id, 3_000)
  expect((await reprice(id, 3_000)).status).toBe(200)
  expect(await parts.saidOf(id)).toHaveLength(1)
})

test('price changes at the same time are said with versions of their own', async () => {
  const { id } = await parts.product(1)
  const amounts = Array.from({ length: 10 }, (_, index) => 5_000 + index)
  await Promise.all(amounts.map((amount) => reprice(id, amount)))
  const events = await parts.saidOf(id)
  expect(events.map((event) => event.data['version'])).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  const last = events.at(-1)?.data['newPrice']
  expect((await get(id)).body.price).toEqual(last)
})

test('a price is at least 1 and in the currency of the shop', async () => {
  const { id } = await parts.product(1)
  const body = { price: { amount: 0, currency: 'USD' } }
  const answer = await parts.send('put', `/catalog/items/${id}/price`, { body })
  expect(pathsOf(answer.body)).toEqual(['price.amount', 'price.currency'])
  expect(await parts.saidOf(id)).toEqual([])
})

test('stock is added and taken away, but never what is reserved', async () => {
  const { id } = await parts.product(5)
  await requested(parts.app, [{ productId: id, units: 3 }])
  expect((await restock(id, 10)).body.availableStock).toBe(12)
  expect((await restock(id, -12)).body.availableStock).toBe(0)
  const refused = await restock(id, -1)
  expect(refused.status).toBe(409)
  expect(refused.body.code).toBe('stock-below-reserved')
  for (const delta of [0, 1.5, '3', null]) {
    const answer = await parts.send('post', `/catalog/items/${id}/stock`, { body: { delta } })
    expect(pathsOf(answer.body)).toEqual(['delta'])
  }
  const counters = ['available', 'reserved', 'sold', 'seeded', 'added'] as const
  const row = await parts.db.selectFrom('products').where('id', '=', id).select(counters).execute()
  expect(row).toEqual([{ available: 0, reserved: 3, sold: 0, seeded: 5, added: -2 }])
})

test('stock that is taken away and reserved at the same time is never promised twice', async () => {
  const { id } = await parts.product(10)
  await Promise.all(
    Array.from({ length: 20 }, (_, index) =>
      index % 2 ? restock(id, -1) : requested(parts.app, [{ productId: id, units: 1 }]),
    ),
  )
  const { available, reserved } = await parts.stock(id)
  expect(available).toBe(0)
  expect(reserved).toBeLessThanOrEqual(10)
})

test('an archived product is in no list and can not be changed; archived again it is a 204', async () => {
  const { id } = await parts.product(4, { name: 'Quetzalcoatl Spoon' })
  const before = await total('categoryId=camp-kitchen')
  for (const status of [204, 204]) {
    expect((await parts.send('delete', `/catalog/items/${id}`)).status).toBe(status)
  }
  expect(await total('categoryId=camp-kitchen')).toBe(before - 1)
  expect(await total('search=quetzalcoatl')).toBe(0)
  expect(await total(`ids=${id}`)).toBe(0)
  expect((await get(id)).status).toBe(404)
  expect((await restock(id, 1)).status).toBe(404)
  expect((await reprice(id, 1)).status).toBe(404)
  expect((await parts.send('patch', `/catalog/items/${id}`, { body: {} })).status).toBe(404)
  expect((await parts.send('delete', '/catalog/items/no-such-thing')).status).toBe(404)
})

test('the shelves count just what is there', async () => {
  const counted = await parts.db
    .selectFrom('shelves')
    .selectAll()
    .where('products', '>', 0)
    .execute()
  const real = await parts.db
    .selectFrom('products')
    .where('archived_at', 'is', null)
    .groupBy(['brand_id', 'category_id'])
    .select((row) => ['brand_id', 'category_id', row.fn.countAll<number>().as('products')])
    .execute()
  const sorted = (rows: object[]) => rows.map((row) => JSON.stringify(row)).sort()
  expect(sorted(counted)).toEqual(sorted(real))
})

test('commands are forgotten after thirty days', async () => {
  parts.at(new Date('2030-01-01T00:00:00Z'))
  const headers = { 'x-request-id': newId() }
  const first = await post(newProduct, headers)
  parts.at(new Date('2030-01-30T00:00:00Z'))
  await parts.run('forget-commands')
  expect((await post(newProduct, headers)).body.id).toBe(first.body.id)
  parts.at(new Date('2030-02-01T00:00:00Z'))
  await parts.run('forget-commands')
  expect((await post(newProduct, headers)).body.id).not.toBe(first.body.id)
  parts.at(undefined)
})
