import type { Logger } from '@shop/kit/log.ts'
import type { Place } from './update-store.ts'

type Notify = (places: readonly Place[]) => Promise<unknown>

/**
 * Tells all replicas of committed updates. Not within their transactions: Postgres commits those
 * that notify one after the other, each with its own write to the disk. Who comes while one notice
 * is on its way goes together with the next. A notice that is lost is made up for by the look that
 * goes with each heartbeat.
 */
export function createAnnouncer(notify: Notify, log: Logger) {
  const waiting = new Map<string, number>()
  let running = false

  const run = async () => {
    if (running) return
    running = true
    try {
      while (waiting.size > 0) {
        const places = [...waiting].map(([buyerId, seq]) => ({ buyerId, seq }))
        waiting.clear()
        await notify(places)
      }
    } catch (err) {
      log.warn({ err }, 'could not tell the other replicas of updates; they will look later')
    } finally {
      running = false
    }
  }
  return ({ buyerId, seq }: Place) => {
    waiting.set(buyerId, Math.max(seq, waiting.get(buyerId) ?? 0))
    void run()
  }
}
