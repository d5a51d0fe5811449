import { drawPicture } from '../src/drawing/draw-picture.ts'
import { seedProduct } from '../src/seed/generate.ts'
import { seed } from '../src/seed/seed.ts'
import { startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const products = () => parts.db.selectFrom('products').selectAll().orderBy('seed_number').execute()
const settings = { SEED_PRODUCTS: 60, SHOP_CURRENCY: 'EUR' }
const first = (count: number) => Array.from({ length: count }, (_, index) => seedProduct(index + 1))

test('the shop starts with sixty products, two of each brand in each category', async () => {
  const rows = await products()
  expect(rows).toHaveLength(60)
  const places = new Map<string, number>()
  for (const { brand_id, category_id } of rows) {
    const place = `${brand_id} ${category_id}`
    places.set(place, (places.get(place) ?? 0) + 1)
  }
  expect([...places.values()]).toEqual(Array.from({ length: 30 }, () => 2))
  for (const row of rows) {
    expect(row.available).toBeGreaterThanOrEqual(20)
    expect(row.available).toBeLessThanOrEqual(200)
    expect(row.description.match(/[.](\s|$)/g)).toHaveLength(2)
    expect(row.id).toMatch(/^[a-z0-9-]{1,38}$/)
  }
})

test('seeding again changes nothing, not even what was changed since', async () => {
  await parts.db.updateTable('products').set({ price: 1 }).where('seed_number', '=', 1).execute()
  const before = await products()
  await Promise.all([seed(parts.db, settings), seed(parts.db, settings)])
  await seed(parts.db, { ...settings, SEED_STOCK: 9 })
  await seed(parts.db, { ...settings, SEED_PRODUCTS: 10 })
  expect(await products()).toEqual(before)
})

test('a larger number adds only those that are missing, with the stock that is asked for', async () => {
  const before = await products()
  await seed(parts.db, { ...settings, SEED_PRODUCTS: 150, SEED_STOCK: 100_000 })
  const after = await products()
  expect(after.slice(0, 60)).toEqual(before)
  expect(after).toHaveLength(150)
  expect(after.slice(60).every((row) => row.available === 100_000 && row.seeded === 100_000)).toBe(
    true,
  )
  expect(new Set(after.map((row) => row.name)).size).toBe(150)
})

test('a hundred thousand products are decided by their numbers, with ids and names of their own', () => {
  const numbers = Array.from({ length: 100_000 }, (_, index) => seedProduct(index + 1))
  expect(new Set(numbers.map((product) => product.id)).size).toBe(100_000)
  expect(new Set(numbers.map((product) => product.name)).size).toBe(100_000)
  expect(numbers.every((product) => product.price > 0 && product.id.length <= 40)).toBe(true)
  expect(seedProduct(77_777)).toEqual(numbers[77_776])
})

test('no two pictures are alike, and none has more than shapes in it', () => {
  const pictures = first(2_000).map(drawPicture)
  expect(new Set(pictures).size).toBe(2_000)
  for (const picture of pictures) {
    expect(picture).not.toMatch(/NaN|undefined|<script|<image|href|\son\w+=/)
    expect(picture.length).toBeLessThan(16_000)
  }
})

test('a product of another brand and category has a picture too', () => {
  const picture = drawPicture({ id: 'x', brandId: 'new-brand', categoryId: 'new-category' })
  expect(picture).toMatch(/^<svg .*<\/svg>$/s)
})
