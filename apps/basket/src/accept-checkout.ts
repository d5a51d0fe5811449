import { nextAsk } from '@shop/kit/asking.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { userCheckoutAccepted } from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import { unavailable } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import { fateOf, lockFate } from './checkout-fate.ts'
import { type CheckoutRow, checkoutOfBasket, checkoutOfRequest } from './checkout-store.ts'
import type { BasketService } from './service.ts'
import type { AcceptedOrder, Tables } from './tables.ts'

/**
 * Saves the accepted checkout and says it, together. A repeat of the request or of the basket
 * gets the one that was accepted before; 503 where its basket has been thawed meanwhile.
 */
export const acceptCheckout = (
  { db, now, config }: Pick<BasketService, 'db' | 'now' | 'config'>,
  order: AcceptedOrder,
  bodyHash: string,
): Promise<CheckoutRow> =>
  inTransaction(db, async (tx) => {
    await lockFate(tx, order.orderId)
    if ((await fateOf(tx, order.orderId)) === 'abandoned') {
      throw unavailable('The checkout took too long and was given up; try again')
    }
    const row = await insertCheckout(tx, order, bodyHash, now(), config.ASK_AGAIN_AFTER)
    if (row) await say(tx, userCheckoutAccepted, order, { priority: order.priority })
    return row ?? acceptedBefore(tx, order)
  })

const insertCheckout = (
  tx: Transaction<Tables>,
  order: AcceptedOrder,
  bodyHash: string,
  now: Date,
  askAfter: number,
): Promise<CheckoutRow | undefined> =>
  tx
    .insertInto('checkouts')
    .values({
      order_id: order.orderId,
      basket_id: order.basketId,
      user_id: order.buyer.id,
      request_id: order.requestId,
      body_hash: bodyHash,
      accepted: JSON.stringify(order),
      accepted_at: now,
      asked: 0,
      next_ask_at: new Date(now.getTime() + (nextAsk(0, askAfter) ?? 0)),
    })
    .onConflict((row) => row.doNothing())
    .returningAll()
    .executeTakeFirst()

async function acceptedBefore(tx: Transaction<Tables>, order: AcceptedOrder): Promise<CheckoutRow> {
  const row =
    (await checkoutOfRequest(tx, order.buyer.id, order.requestId)) ??
    (await checkoutOfBasket(tx, order.basketId))
  if (!row) throw new Error(`the checkout of basket ${order.basketId} has vanished`)
  return row
}
