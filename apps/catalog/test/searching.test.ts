import type { Product } from '@shop/kit/api.ts'
import request from 'supertest'
import { startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const get = (query: string) => request(parts.app).get(`/catalog/items${query}`)
const itemsOf = async (query: string): Promise<Product[]> => (await get(query)).body.items
const namesOf = async (query: string) => (await itemsOf(query)).map((item) => item.name)

test('a list has ten products by name, the number of all and its page', async () => {
  const { status, body } = await get('')
  expect(status).toBe(200)
  expect(body).toMatchObject({ total: 60, pageIndex: 0, pageSize: 10 })
  const names = body.items.map((item: Product) => item.name)
  expect(names).toHaveLength(10)
  expect(names).toEqual([...names].sort())
})

test('a product is shown whole', async () => {
  const answer = await request(parts.app).get('/catalog/items/vidda-3-dome-tent')
  expect(answer.body).toEqual({
    id: 'vidda-3-dome-tent',
    name: 'Vidda 3 Dome Tent',
    description: expect.stringMatching(/^Three sleepers/),
    price: { amount: 52_900, currency: 'EUR' },
    brand: { id: 'fjellby', name: 'Fjellby' },
    category: { id: 'tents', name: 'Tents' },
    pictureUrl: '/api/v1/catalog/items/vidda-3-dome-tent/picture?v=1',
    availableStock: expect.any(Number),
    rating: { average: null, count: 0 },
  })
  expect(await itemsOf('?ids=vidda-3-dome-tent')).toEqual([answer.body])
})

test('pages follow one another without a gap or a repeat, in every order', async () => {
  for (const sort of ['name', 'price', '-price', 'rating', 'newest']) {
    const pages = await Promise.all(
      [0, 1, 2, 3].map((page) => itemsOf(`?sort=${sort}&pageSize=17&pageIndex=${page}`)),
    )
    expect(pages.map((page) => page.length)).toEqual([17, 17, 17, 9])
    expect(new Set(pages.flat().map((item) => item.id)).size).toBe(60)
  }
  const beyond = await get('?pageIndex=9')
  expect(beyond.body).toEqual({ items: [], total: 60, pageIndex: 9, pageSize: 10 })
})

test('sorts by price both ways', async () => {
  const up = (await itemsOf('?sort=price&pageSize=60')).map((item) => item.price.amount)
  expect(up).toEqual([...up].sort((a, b) => a - b))
  const down = (await itemsOf('?sort=-price&pageSize=60')).map((item) => item.price.amount)
  expect(down).toEqual([...up].reverse())
})

test('the newest come first', async () => {
  const { name } = await parts.product(1, { name: 'Brand New Thing' })
  expect((await namesOf('?sort=newest'))[0]).toBe(name)
})

test('filters by brand, category and price, alone and together', async () => {
  const brand = await get('?brandId=velora&pageSize=100')
  expect(brand.body.total).toBe(10)
  expect(brand.body.items.every((item: Product) => item.brand.name === 'Velora')).toBe(true)
  expect((await get('?categoryId=tents')).body.total).toBe(12)
  expect(await namesOf('?brandId=velora&categoryId=tents')).toEqual([
    'Gravel 2 Trail Tent',
    'Peloton 1 Bikepacking Tent',
  ])
  expect(await namesOf('?brandId=velora&categoryId=tents&minPrice=31900&maxPrice=32000')).toEqual([
    'Peloton 1 Bikepacking Tent',
  ])
  expect((await get('?minPrice=200000')).body.total).toBe(3)
  expect((await get('?brandId=nobody')).body).toMatchObject({ items: [], total: 0 })
})

test('empty fields of a form are no filters', async () => {
  const { body } = await get('?search=&brandId=&categoryId=&minPrice=&maxPrice=&sort=price')
  expect(body.total).toBeGreaterThanOrEqual(60)
})

test('finds all words of a search in name, brand, category and description', async () => {
  expect(await namesOf('?search=dome')).toEqual([
    'Vidda 3 Dome Tent',
    'Domestique Insulated Bottle',
  ])
  expect(await namesOf('?search=kestrel tent')).toEqual([
    'Osprey 2 Ultralight Tent',
    'Merlin 1 Trekking Pole Tent',
  ])
  expect(await namesOf('?search=grandchildren')).toEqual(['Smithy Iron Skillet'])
  expect(await namesOf('?search=tent velora&sort=-price')).toEqual([
    'Gravel 2 Trail Tent',
    'Peloton 1 Bikepacking Tent',
  ])
  expect((await get('?search=kestrel&categoryId=lighting')).body.total).toBe(2)
})

test('names that begin or end with what is looked for come before those that mention it', async () => {
  const names = await namesOf('?search=lantern')
  expect(names.slice(0, 3)).toEqual([
    'Polaris Storm Lantern',
    'Chandler Brass Lantern',
    'Nightjar Micro Lantern',
  ])
  expect((await namesOf('?search=harbour'))[0]).toBe('Harbour 5 Family Tent')
})

test('case, accents and punctuation make no difference', async () => {
  for (const search of ['HÜTTE', 'hutte', 'hütte, cook-set!']) {
    expect(await namesOf(`?search=${encodeURIComponent(search)}`)).toEqual(['Hütte Cook Set'])
  }
})

test('one or two letters find the words that begin with them', async () => {
  expect(await namesOf('?search=vi')).toContain('Vidda 3 Dome Tent')
  expect(await namesOf('?search=55')).toEqual(['Gletscher 55 Expedition Pack'])
})

test('a misspelt search finds what is spelt much the same', async () => {
  expect(await namesOf('?search=lanten')).toContain('Polaris Storm Lantern')
  expect((await namesOf('?search=vida doem'))[0]).toBe('Vidda 3 Dome Tent')
  expect((await namesOf('?search=exspresso'))[0]).toBe('Espresso Roadside Brewer')
})

test('a search for nothing that there is, or for no word at all, finds nothing', async () => {
  for (const search of [
    'xyzzyplugh',
    '!?',
    '%',
    '_',
    '%25_%25',
    '\\',
    "'; drop table products; --",
  ]) {
    const { status, body } = await get(`?search=${encodeURIComponent(search)}`)
    expect(status).toBe(200)
    expect(body).toMatchObject({ items: [], total: 0 })
  }
  expect((await get('?search=%00')).status).toBe(200)
})

test('ids are answered in their order, without those that there are not', async () => {
  const ids = ['meadow-bell-tent', 'no-such-thing', 'aria-road-bike', 'aria-road-bike', '%00', "'"]
  const { body } = await get(`?ids=${ids.join(',')}`)
  expect(body.items.map((item: Product) => item.id)).toEqual(['meadow-bell-tent', 'aria-road-bike'])
  expect(body).toMatchObject({ total: 2, pageIndex: 0 })
  expect((await get('?ids=')).body).toMatchObject({ items: [], total: 0 })
})

test('brands and categories are lists of all there are', async () => {
  const brands = await request(parts.app).get('/catalog/brands')
  expect(brands.body).toMatchObject({ total: 6, pageIndex: 0, pageSize: 100 })
  expect(brands.body.items[0]).toEqual({ id: 'brightwater', name: 'Brightwater' })
  const some = await request(parts.app).get('/catalog/categories?pageSize=2&pageIndex=1')
  expect(some.body).toEqual({
    items: [
      { id: 'cycling', name: 'Cycling' },
      { id: 'lighting', name: 'Lighting' },
    ],
    total: 5,
    pageIndex: 1,
    pageSize: 2,
  })
})

test('every fault of a query is named', async () => {
  const { status, body } = await get(
    '?pageIndex=-1&pageSize=101&sort=best&minPrice=x&colour=red&brandId=a%00b',
  )
  expect(status).toBe(400)
  expect(body.code).toBe('bad-request')
  const paths = body.errors.map((error: { path: string }) => error.path).sort()
  expect(paths).toEqual(['brandId', 'colour', 'minPrice', 'pageIndex', 'pageSize', 'sort'])
  const ids = Array.from({ length: 101 }, (_, index) => `id-${index}`).join(',')
  expect((await get(`?ids=${ids}`)).body.errors).toMatchObject([{ path: 'ids' }])
})

test('a product that there is not is a 404, whatever its id', async () => {
  for (const id of ['no-such-thing', '%00', '%2e%2e', "a'b", 'x'.repeat(500)]) {
    for (const what of ['', '/rating', '/picture']) {
      const answer = await request(parts.app).get(`/catalog/items/${id}${what}`)
      expect(answer.status).toBe(404)
      expect(answer.headers['content-type']).toMatch('application/problem+json')
    }
  }
})
