import { nextAsk } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { userCheckoutAccepted } from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import { nextUnconfirmed } from './checkout-store.ts'
import type { BasketService } from './service.ts'

/** Says again, as new events, the checkouts that no OrderStarted has confirmed in time. */
export async function sayAgain(service: BasketService) {
  while (await sayNextAgain(service)) {
    // Until none is due.
  }
}

const sayNextAgain = ({ db, now, config, log }: BasketService): Promise<boolean> =>
  inTransaction(db, async (tx) => {
    const time = now()
    const row = await nextUnconfirmed(tx, time)
    if (!row) return false
    const next = again(row.asked, time, config.ASK_AGAIN_AFTER)
    await tx.updateTable('checkouts').set(next).where('order_id', '=', row.order_id).execute()
    const { order_id: orderId, accepted } = row
    if (next.stuck_at) log.error({ orderId, asked: next.asked }, 'no order came of a checkout')
    else await say(tx, userCheckoutAccepted, accepted, { priority: accepted.priority })
    return true
  })

/** After the last time it gets as long to be heard as before, and is stuck then. */
function again(asked: number, now: Date, after: number) {
  const wait = nextAsk(asked, after)
  if (wait === undefined) return { asked, next_ask_at: null, stuck_at: now }
  const next = nextAsk(asked + 1, after) ?? wait
  return { asked: asked + 1, next_ask_at: new Date(now.getTime() + next), stuck_at: null }
}
