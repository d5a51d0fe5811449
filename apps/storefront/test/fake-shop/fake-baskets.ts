import { randomUUID } from 'node:crypto'
import type { Basket } from '@shop/kit/api.ts'
import { products } from './fake-catalog.ts'

/** Baskets by their owner: a user, or the value of the cookie. */
export function createFakeBaskets() {
  const baskets = new Map<string, Basket>()
  const empty = (): Basket => ({
    basketId: randomUUID(),
    items: [],
    total: { amount: 0, currency: 'EUR' },
  })
  const of = (owner: string): Basket => {
    const basket = baskets.get(owner) ?? empty()
    baskets.set(owner, basket)
    const amount = basket.items.reduce(
      (sum, line) => sum + line.unitPrice.amount * line.quantity,
      0,
    )
    return { ...basket, total: { amount, currency: 'EUR' } }
  }
  const put = (owner: string, productId: string, quantity: number): Basket | undefined => {
    const product = products.find(({ id }) => id === productId)
    if (!product) return undefined
    const basket = of(owner)
    const known = basket.items.find((line) => line.productId === productId)
    const { name, price: unitPrice, pictureUrl } = product
    const line = { productId, name, unitPrice, pictureUrl, ...known, quantity }
    const others = basket.items.map((item) => (item === known ? line : item))
    const items = (known ? others : [...others, line]).filter((item) => item.quantity > 0)
    baskets.set(owner, { ...basket, items })
    return of(owner)
  }
  return {
    of,
    put,
    clear: (owner: string) => baskets.delete(owner),
    merge(from: string, to: string) {
      for (const line of baskets.get(from)?.items ?? []) {
        const held = of(to).items.find(({ productId }) => productId === line.productId)
        put(to, line.productId, line.quantity + (held?.quantity ?? 0))
      }
      baskets.delete(from)
    },
    /** Makes a line dearer than its shopper saw it. */
    reprice(owner: string, productId: string, amount: number) {
      const basket = of(owner)
      const items = basket.items.map((line) =>
        line.productId === productId
          ? { ...line, oldUnitPrice: line.unitPrice, unitPrice: { ...line.unitPrice, amount } }
          : line,
      )
      baskets.set(owner, { ...basket, items })
    },
  }
}
