import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { item, lifeOf, noon, plus } from './lives.ts'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeEach(async () => {
  shop = await startAnalytics()
  shop.at(plus(noon, 3_600_000))
})
afterEach(() => shop.close())

const day = 24 * 3_600_000

async function sold(product: string, units: number, at = noon) {
  for (const told of lifeOf({ items: [item(product, units)], at }).told) await shop.hear(told)
}
const names = async () =>
  (await shop.ask('top-five')).items.map(({ name }: { name: string }) => name)

test('the five are those of which most units were sold, the most popular first', async () => {
  const units = { a: 1, b: 9, c: 5, d: 7, e: 3, f: 2 }
  for (const [product, count] of Object.entries(units)) await sold(product, count)
  await sold('c', 3)
  expect((await shop.ask('top-five')).items).toEqual([
    { productId: 'id-of-b', name: 'b', units: 9, orders: 1 },
    { productId: 'id-of-c', name: 'c', units: 8, orders: 2 },
    { productId: 'id-of-d', name: 'd', units: 7, orders: 1 },
    { productId: 'id-of-e', name: 'e', units: 3, orders: 1 },
    { productId: 'id-of-f', name: 'f', units: 2, orders: 1 },
  ])
})

test('of as many units, what is in more orders is more popular', async () => {
  await sold('bulk', 4)
  await sold('loved', 2)
  await sold('loved', 2)
  expect(await names()).toEqual(['loved', 'bulk'])
})

test('only the last 30 days count', async () => {
  await sold('old', 100, plus(noon, -30 * day))
  await sold('new', 1, plus(noon, -29 * day))
  expect(await names()).toEqual(['new'])
})

test('what was ordered and not paid is not popular', async () => {
  for (const told of lifeOf({ ends: 'declined' }).told) await shop.hear(told)
  for (const told of lifeOf({ ends: 'StockConfirmed' }).told) await shop.hear(told)
  expect(await names()).toEqual([])
})

test('it is counted in the background, and who asks has the last count at once', async () => {
  await sold('mug', 1)
  await shop.run('top-five')
  await sold('cup', 2)
  expect(await names()).toEqual(['mug'])
  await shop.run('top-five')
  expect(await names()).toEqual(['cup', 'mug'])
})

test('any good token may ask for it, such as that of a service', async () => {
  const get = () => request(shop.app).get('/analytics/top-five')
  expect((await get()).status).toBe(401)
  expect((await get().set('authorization', 'Bearer nonsense')).status).toBe(401)
  const wrong = await bearer('gateway', [], { scope: 'other' })
  expect((await get().set('authorization', wrong)).status).toBe(403)
  expect((await get().set('authorization', await bearer('gateway'))).body).toEqual({ items: [] })
})
