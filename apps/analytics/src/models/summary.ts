import type { AnalyticsSummary } from '@shop/kit/api.ts'
import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { totalIncome } from './income.ts'
import { countOrders } from './orders.ts'
import { countPayments } from './payments.ts'
import { topProducts } from './products.ts'
import type { Range } from './range.ts'
import { timeInStatus } from './time-in-status.ts'

const productsListed = 10

/** All of it as of one moment, however much comes in meanwhile. */
export function summarize(
  db: Kysely<Tables>,
  range: Range,
  currency: string,
): Promise<AnalyticsSummary> {
  const snapshot = db.transaction().setIsolationLevel('repeatable read').setAccessMode('read only')
  return snapshot.execute(async (tx) => {
    const { orders, conversion } = await countOrders(tx, range)
    const { income, estimatedOrders, estimatedIncome } = await totalIncome(tx, range)
    return {
      orders,
      income: { amount: income, currency },
      estimated: { orders: estimatedOrders, income: { amount: estimatedIncome, currency } },
      payments: await countPayments(tx, range),
      conversion,
      topProducts: await topProducts(tx, range, productsListed),
      timeInStatus: await timeInStatus(tx, range),
    }
  })
}
