import type { Named, Page, Product } from '@shop/kit/api.ts'

const brands = ['Alder', 'Birkenau', 'Fjellby', 'Nordkamm'].map(named)
const categories = ['Tents', 'Backpacks', 'Camp kitchen', 'Lighting', 'Cycling'].map(named)
const kinds = ['Trail', 'Summit', 'Harbour', 'Meadow', 'Glacier', 'Long Weekend Expedition']
const things = ['Tent', 'Pack', 'Kettle', 'Lantern', 'Saddle Bag']

function named(name: string): Named {
  return { id: name.toLowerCase().replaceAll(' ', '-'), name }
}

const pick = <T>(list: readonly T[], index: number): T => list[index % list.length] as T

export const products: Product[] = Array.from({ length: 30 }, (_, n) => {
  const category = pick(categories, n)
  return {
    id: `p${n}`,
    name: `${pick(kinds, Math.floor(n / 5))} ${pick(things, n)}`,
    description: `Made to last, and to be mended when it doesn’t.\nNumber ${n} of thirty.`,
    price: { amount: 1_995 + n * 1_310, currency: 'EUR' },
    brand: pick(brands, n + 1),
    category,
    pictureUrl: `/api/v1/catalog/items/p${n}/picture?v=1`,
    availableStock: n % 7 === 6 ? 0 : n % 5 === 3 ? 3 : 40,
    rating:
      n % 4 === 0 ? { average: null, count: 0 } : { average: 3 + (n % 20) / 10, count: n * 3 },
  }
})

export const pictureOf = (id: string): string => {
  const hue = (Number(id.slice(1)) * 47) % 360
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 480"><rect width="480" height="480" fill="hsl(${hue} 45% 82%)"/><circle cx="330" cy="130" r="50" fill="#fff" opacity=".7"/><path d="M0 400 150 200l90 110 80-70 160 160v80H0z" fill="hsl(${hue} 35% 45%)"/></svg>`
}

export const listOf = <T>(items: T[], pageIndex = 0, pageSize = 100): Page<T> => ({
  items: items.slice(pageIndex * pageSize, (pageIndex + 1) * pageSize),
  total: items.length,
  pageIndex,
  pageSize,
})

const orders: Record<string, (a: Product, b: Product) => number> = {
  name: (a, b) => a.name.localeCompare(b.name),
  price: (a, b) => a.price.amount - b.price.amount,
  '-price': (a, b) => b.price.amount - a.price.amount,
  rating: (a, b) => (b.rating.average ?? 0) - (a.rating.average ?? 0),
  newest: (a, b) => b.id.localeCompare(a.id),
}

function find(query: URLSearchParams) {
  const word = query.get('search')?.toLowerCase() ?? ''
  const [brand, category] = [query.get('brandId'), query.get('categoryId')]
  const [min, max] = [Number(query.get('minPrice') ?? 0), Number(query.get('maxPrice') ?? 1e9)]
  const found = products
    .filter(({ name }) => name.toLowerCase().includes(word))
    .filter((product) => !brand || product.brand.id === brand)
    .filter((product) => !category || product.category.id === category)
    .filter(({ price }) => price.amount >= min && price.amount <= max)
    .sort(orders[query.get('sort') ?? 'name'])
  return listOf(found, Number(query.get('pageIndex') ?? 0), Number(query.get('pageSize') ?? 10))
}

/** What a GET below /catalog answers; undefined for what is not there. */
export function catalogAnswer(path: string, query: URLSearchParams): unknown {
  if (path === '/catalog/items') return find(query)
  if (path === '/catalog/brands') return listOf(brands)
  if (path === '/catalog/categories') return listOf(categories)
  if (path === '/catalog/top-five') return listOf(products.filter((_, n) => n % 6 === 1))
  return products.find(({ id }) => path === `/catalog/items/${id}`)
}
