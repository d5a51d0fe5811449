import type { PopularProduct } from '@shop/kit/api.ts'
import type { AnalyticsService } from '../service.ts'
import { topProducts } from './products.ts'

const five = 5
const day = 24 * 3_600_000

/**
 * The products that sold best lately. Read in the background, so that who asks has the answer at
 * once, however much is counted for it; only before the first time they wait.
 */
export function createTopFive(service: AnalyticsService): () => Promise<PopularProduct[]> {
  const { db, config, now, every } = service
  const read = () => {
    const from = new Date(now().getTime() - config.TOP_FIVE_DAYS * day)
    return topProducts(db, { from, until: undefined }, five)
  }
  let known: PopularProduct[] | undefined
  every('top-five', config.TOP_FIVE_EVERY, async () => {
    known = await read()
  })
  return async () => known ?? read()
}
