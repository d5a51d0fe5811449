import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { type Shop, startAnalytics } from './support.ts'

let shop: Shop
beforeAll(async () => {
  shop = await startAnalytics()
})
afterAll(() => shop.close())

const get = async (path: string, token?: string) => {
  const asked = request(shop.app).get(`/analytics/${path}`)
  return token ? asked.set('authorization', token) : asked
}
const administrator = () => bearer('root', ['administrator'])

test.each(['summary', 'sales', 'income?by=brand', 'products', 'buyers', 'events'])(
  '%s is for administrators only',
  async (path) => {
    expect((await get(path)).status).toBe(401)
    expect((await get(path, await bearer('root', ['administrator'], { ttl: -1 }))).status).toBe(401)
    const shopper = await get(path, await bearer('alice'))
    expect([shopper.status, shopper.body.code]).toEqual([403, 'forbidden'])
  },
)

test.each([
  ['summary?from=yesterday', 'from'],
  ['summary?to=2030-02-30', 'to'],
  ['summary?from=2030-01-01T12:00', 'from'],
  ['summary?since=2030-01-01', 'since'],
  ['sales?window=week', 'window'],
  ['sales?from=', 'from'],
  ['income', 'by'],
  ['income?by=buyer', 'by'],
  ['products?sort=name', 'sort'],
  ['products?pageSize=101', 'pageSize'],
  ['buyers?pageIndex=-1', 'pageIndex'],
  ['buyers?from=2030-01-01&from=2030-01-02', 'from'],
])('%s is refused, and names the fault', async (path, fault) => {
  const answer = await get(path, await administrator())
  expect(answer.status).toBe(400)
  expect(answer.headers['content-type']).toContain('application/problem+json')
  expect(answer.body.errors.map((error: { path: string }) => error.path)).toEqual([fault])
})

test('a range that is turned around is empty', async () => {
  const { status, body } = await get('sales?from=2030-01-02&to=2030-01-01', await administrator())
  expect([status, body]).toEqual([200, { items: [] }])
})

test('there is nothing else', async () => {
  expect((await get('', await administrator())).status).toBe(404)
  expect((await get('orders', await administrator())).status).toBe(404)
})
