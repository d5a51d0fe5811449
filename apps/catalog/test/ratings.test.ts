import { orderPaid } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, deliver } from '@shop/kit/testing.ts'
import request from 'supertest'
import { paidOrder, startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const rate = async (id: string, buyer: string, rating: unknown) =>
  request(parts.app)
    .put(`/catalog/items/${id}/rating`)
    .set('authorization', await bearer(buyer))
    .send({ rating })
const ratingOf = async (id: string) =>
  (await request(parts.app).get(`/catalog/items/${id}/rating`)).body
const buy = (id: string, buyer: string) =>
  deliver(parts.app, orderPaid, paidOrder(newId(), [{ productId: id, units: 1 }], buyer))

test('only who has bought it may rate it', async () => {
  const { id } = await parts.product(9)
  await buy(id, 'alice')
  const refused = await rate(id, 'bob', 5)
  expect(refused.status).toBe(403)
  expect(refused.body.code).toBe('not-bought')
  expect(await ratingOf(id)).toEqual({ average: null, count: 0 })
  const answer = await rate(id, 'alice', 4)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ average: 4, count: 1 })
  expect(await ratingOf(id)).toEqual({ average: 4, count: 1 })
})

test("a buyer's second rating takes the first one's place", async () => {
  const { id } = await parts.product(9)
  for (const buyer of ['alice', 'bob', 'carol']) await buy(id, buyer)
  await rate(id, 'alice', 1)
  await rate(id, 'bob', 5)
  await rate(id, 'carol', 5)
  expect(await ratingOf(id)).toEqual({ average: 3.67, count: 3 })
  await rate(id, 'alice', 5)
  expect(await ratingOf(id)).toEqual({ average: 5, count: 3 })
  const product = await request(parts.app).get(`/catalog/items/${id}`)
  expect(product.body.rating).toEqual({ average: 5, count: 3 })
})

test('ratings at the same time are all counted, once per buyer', async () => {
  const { id } = await parts.product(99)
  const buyers = Array.from({ length: 12 }, (_, index) => `buyer${index}`)
  await Promise.all(buyers.map((buyer) => buy(id, buyer)))
  await Promise.all(
    buyers.flatMap((buyer, index) => [rate(id, buyer, 3), rate(id, buyer, index % 2 ? 2 : 4)]),
  )
  expect((await ratingOf(id)).count).toBe(12)
  const rows = await parts.db
    .selectFrom('ratings')
    .where('product_id', '=', id)
    .select('rating')
    .execute()
  const sum = rows.reduce((total, row) => total + row.rating, 0)
  expect((await ratingOf(id)).average).toBe(Math.round((sum / 12) * 100) / 100)
})

test.each([0, 6, 2.5, '5', null])('%p is not a rating', async (rating) => {
  const answer = await rate('meadow-bell-tent', 'alice', rating)
  expect(answer.status).toBe(400)
  expect(answer.body.errors).toMatchObject([{ path: 'rating' }])
})

test('rating needs a good token and a product that there is', async () => {
  const path = '/catalog/items/meadow-bell-tent/rating'
  expect((await request(parts.app).put(path).send({ rating: 5 })).status).toBe(401)
  const expired = await bearer('alice', [], { ttl: -60 })
  const late = request(parts.app).put(path).set('authorization', expired)
  expect((await late.send({ rating: 5 })).status).toBe(401)
  expect((await rate('no-such-thing', 'alice', 5)).status).toBe(404)
})

test('the top five are the best rated, then those that more have rated, then the newest', async () => {
  const [good, better, best] = [
    await parts.product(9, { name: 'Good' }),
    await parts.product(9, { name: 'Better' }),
    await parts.product(9, { name: 'Best' }),
  ]
  for (const buyer of ['alice', 'bob']) await buy(best.id, buyer)
  for (const id of [good.id, better.id]) await buy(id, 'alice')
  await parts.db.updateTable('products').set({ rating_count: 0, rating_sum: 0 }).execute()
  await parts.db.deleteFrom('ratings').execute()
  await rate(good.id, 'alice', 4)
  await rate(better.id, 'alice', 5)
  for (const buyer of ['alice', 'bob']) await rate(best.id, buyer, 5)
  const newest = await parts.product(9, { name: 'Newest' })
  const { body } = await request(parts.app).get('/catalog/top-five')
  expect(body).toMatchObject({ total: 5, pageIndex: 0, pageSize: 5 })
  expect(body.items.map((item: { id: string }) => item.id).slice(0, 4)).toEqual([
    best.id,
    better.id,
    good.id,
    newest.id,
  ])
})
