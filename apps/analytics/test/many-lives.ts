import { randomOf } from '@shop/kit/random.ts'
import { type End, type Item, item, lifeOf, noon, plus } from './lives.ts'

/** The same choices in each run. */
function dice(seed: number) {
  const next = randomOf(seed)
  return {
    below: (limit: number) => Math.floor(next() * limit),
    shuffle<T>(items: readonly T[]): T[] {
      const shuffled = [...items]
      for (let last = shuffled.length - 1; last > 0; last -= 1) {
        const other = Math.floor(next() * (last + 1))
        ;[shuffled[last], shuffled[other]] = [shuffled[other] as T, shuffled[last] as T]
      }
      return shuffled
    },
  }
}

const ends: readonly End[] = [
  ...(['Paid', 'Paid', 'Paid', 'Shipped', 'Shipped', 'Shipped'] as const),
  ...(['declined', 'out of stock', 'cancelled by its buyer', 'refunded'] as const),
  ...(['Submitted', 'StockConfirmed'] as const),
]

const week = 7 * 24 * 3_600_000
const products = Array.from({ length: 50 }, (_, n) =>
  item(`product-${n}`, 1, 100 + 37 * n, `category-${n % 7}`),
)

/** So many orders with all that can become of them, and what is said of them. */
export function manyLives(count: number) {
  const { below, shuffle } = dice(7)
  const oneOf = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const basket = (): Item[] => {
    const lines = new Map<string, Item>()
    for (let n = below(4); n >= 0; n -= 1) {
      const product = oneOf(products)
      lines.set(product.productId, { ...product, units: 1 + below(3) })
    }
    return [...lines.values()]
  }
  const lives = Array.from({ length: count }, () =>
    lifeOf({
      buyer: `buyer-${below(count / 20)}`,
      items: basket(),
      at: plus(noon, below(week)),
      ends: oneOf(ends),
      takes: [100, 15_000, 1_000, 2_000, 3_600_000].map((ms) => below(2 * ms)),
    }),
  )
  const all = lives.flatMap((life) => life.told)
  const doubled = all.filter((_, index) => index % 10 === 0)
  return {
    lives,
    /** Of each order what is said, in the order of its time. */
    inOrder: lives.map(({ told }) => [...told].sort((a, b) => a.time.getTime() - b.time.getTime())),
    /** All in disorder, and every tenth twice. */
    disordered: shuffle([...all, ...doubled]),
  }
}
