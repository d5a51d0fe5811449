import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import { startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const publicPaths = [
  '/catalog/items',
  '/catalog/items?search=tent&sort=price',
  '/catalog/items?ids=meadow-bell-tent',
  '/catalog/items/meadow-bell-tent',
  '/catalog/items/meadow-bell-tent/rating',
  '/catalog/items/meadow-bell-tent/picture',
  '/catalog/brands',
  '/catalog/categories',
  '/catalog/top-five',
]

test.each([
  ['no token', async () => undefined],
  ['a good token', async () => bearer('alice')],
  ['an expired token', async () => bearer('alice', [], { ttl: -60 })],
  ['a token for somebody else', async () => bearer('alice', [], { audience: 'another-shop' })],
  ['a token without the scope', async () => bearer('alice', [], { scope: '' })],
  ['nonsense', async () => 'Bearer nonsense'],
  ['another scheme', async () => 'Basic YWxpY2U6eA=='],
  ['an empty header', async () => ''],
])('with %s everything public answers the same', async (_, authorization) => {
  const header = await authorization()
  for (const path of publicPaths) {
    const plain = await request(parts.app).get(path)
    const call = request(parts.app).get(path)
    const answer = await (header === undefined ? call : call.set('authorization', header))
    expect([path, answer.status]).toEqual([path, 200])
    expect(answer.body).toEqual(plain.body)
  }
})
