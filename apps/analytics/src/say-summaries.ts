import { inTransaction } from '@shop/kit/db.ts'
import { salesSummarized } from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import type { AnalyticsService } from './service.ts'
import { keepSummary, lockSummaries, summariesOf, takeMinutes } from './summary-store.ts'

const minute = 60_000
const batch = 100

/**
 * Says the sales of each minute that is over: once, by one of the replicas. A minute whose sales
 * change after that is said again, whole: the last event of a window is the one that counts.
 */
export async function saySummaries(service: AnalyticsService) {
  while ((await sayBatch(service)) === batch) {
    // Until none is due.
  }
}

const sayBatch = ({ db, config, now }: AnalyticsService): Promise<number> =>
  inTransaction(db, async (tx) => {
    const time = now()
    if (!(await lockSummaries(tx))) return 0
    const closed = new Date(time.getTime() - config.SUMMARY_DELAY - minute)
    const minutes = await takeMinutes(tx, closed, batch)
    if (minutes.length === 0) return 0
    for (const summary of await summariesOf(tx, minutes, config.SHOP_CURRENCY)) {
      if (await keepSummary(tx, summary, time)) await say(tx, salesSummarized, summary)
    }
    return minutes.length
  })
