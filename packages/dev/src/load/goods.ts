import { type Product, page, product } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import { ask, type Gateway, tell } from './gateway.ts'
import type { LoadOptions } from './options.ts'
import { type Goods, type PlannedOrder, unitsWanted } from './plan.ts'

/** The products that are bought, and one that is sold out if one is wanted. */
export async function chooseGoods(
  gateway: Gateway,
  admin: string,
  { products, reject }: LoadOptions,
): Promise<Goods> {
  const found = await firstProducts(gateway, products)
  const [like] = found
  if (!like) throw new Error('the catalog is empty')
  const soldOut = reject > 0 ? await addSoldOut(gateway, admin, like) : undefined
  return { products: found.map(({ id }) => id), soldOut }
}

async function firstProducts(gateway: Gateway, count: number): Promise<readonly Product[]> {
  const found: Product[] = []
  for (let index = 0; found.length < count; index += 1) {
    const path = `/catalog/items?pageSize=100&pageIndex=${index}`
    const { items } = await ask(gateway, page(product), { method: 'GET', path })
    if (items.length === 0) break
    found.push(...items)
  }
  return found.slice(0, count)
}

async function addSoldOut(gateway: Gateway, token: string, like: Product): Promise<string> {
  const { price, brand, category } = like
  const body = {
    name: 'Sold out',
    description: 'There is nothing of it; a load orders it all the same.',
    ...{ brandId: brand.id, categoryId: category.id, price, availableStock: 0 },
  }
  const requestId = newId()
  const call = { method: 'POST', path: '/catalog/items', token, body, requestId } as const
  return (await ask(gateway, product, call)).id
}

/** Takes the product that is sold out off the shelf again. */
export async function clearAway(gateway: Gateway, token: string, { soldOut }: Goods) {
  if (!soldOut) return
  const path = `/catalog/items/${soldOut}`
  await tell(gateway, { method: 'DELETE', path, token, requestId: newId() })
}

/** Adds to the stock what the orders need, or what the options say. */
export async function stockUp(
  gateway: Gateway,
  token: string,
  { stock }: LoadOptions,
  { soldOut }: Goods,
  orders: readonly PlannedOrder[],
) {
  for (const [id, wanted] of unitsWanted(orders)) {
    if (id === soldOut) continue
    const path = `/catalog/items/${id}`
    const { availableStock } = await ask(gateway, product, { method: 'GET', path })
    const delta = stock ?? Math.max(0, wanted - availableStock)
    if (delta === 0) continue
    const requestId = newId()
    await tell(gateway, {
      method: 'POST',
      path: `${path}/stock`,
      token,
      body: { delta },
      requestId,
    })
  }
}
