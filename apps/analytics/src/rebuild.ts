import { startAsking } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import type { Transaction } from 'kysely'
import { minuteOf, noteMinutes } from './changed-minutes.ts'
import { factsOf, ordersAfter } from './event-store.ts'
import type { Fact } from './fact.ts'
import { learn, soldAt, unknownOrder } from './order.ts'
import { linesOf } from './order-lines.ts'
import { forgetBaseless, lockToRebuild, type Rebuilt, replaceOrders } from './rebuild-store.ts'
import type { AnalyticsService } from './service.ts'
import type { Tables } from './tables.ts'

const batch = 500
const beforeAll = '00000000-0000-0000-0000-000000000000'

type Parts = Pick<AnalyticsService, 'db' | 'now' | 'config'>

/**
 * Makes all orders anew out of the stored events, and gives their number. Events may come in and
 * models be read meanwhile: each order is as it was or as it is made anew, never in between.
 * An order some of whose events are forgotten stays as it is.
 */
export async function rebuild(parts: Parts): Promise<number> {
  await forgetBaseless(parts.db)
  let count = 0
  for (let after = beforeAll; ; ) {
    const orderIds = await ordersAfter(parts.db, after, batch)
    const last = orderIds.at(-1)
    if (!last) return count
    count += await inTransaction(parts.db, (tx) => rebuildOrders(tx, parts, orderIds))
    after = last
  }
}

/** The rows are locked before the events are read, so that none that comes meanwhile is missed. */
async function rebuildOrders(
  tx: Transaction<Tables>,
  { now, config }: Parts,
  orderIds: readonly string[],
): Promise<number> {
  const before = await lockToRebuild(tx, orderIds)
  const facts = await factsOf(tx, [...before.keys()])
  const rebuilt = [...before.keys()].map((orderId): Rebuilt => {
    const own = facts.get(orderId) ?? []
    const order = own.reduce(learn, unknownOrder(orderId))
    return {
      order,
      asking: startAsking(order.status, now(), config.ASK_AGAIN_AFTER),
      lines: firstLines(own),
    }
  })
  await replaceOrders(tx, rebuilt)
  await noteMinutes(tx, minutesOf(before.values(), rebuilt))
  return rebuilt.length
}

const firstLines = (facts: readonly Fact[]) =>
  facts.map(linesOf).find((lines) => lines.length > 0) ?? []

/** All of them, changed or not: of those that are as they were said nothing is said again. */
function minutesOf(before: Iterable<Date | null>, rebuilt: readonly Rebuilt[]): Date[] {
  const times = [...before, ...rebuilt.map(({ order }) => soldAt(order))]
  const minutes = times.flatMap((time) => (time ? [minuteOf(time).getTime()] : []))
  return [...new Set(minutes)].map((time) => new Date(time))
}
