import { startAsking } from '@shop/kit/asking.ts'
import type { Transaction } from 'kysely'
import { isAddress, isMailed, mailIsOver } from './mail.ts'
import { addMail } from './mail-queue.ts'
import { raiseOrder } from './order-store.ts'
import type { OrderUpdate } from './order-update.ts'
import type { NotificationsService } from './service.ts'
import type { Tables } from './tables.ts'
import { addUpdate, type Place } from './update-store.ts'

/**
 * Keeps an update for its buyer and gives its place. One that is no newer than what is known of
 * its order changes nothing: it came late, or again.
 */
export async function takeUpdate(
  tx: Transaction<Tables>,
  { config, now }: Pick<NotificationsService, 'config' | 'now'>,
  update: OrderUpdate,
): Promise<Place | undefined> {
  const time = now()
  const mailing = config.MAIL_BINDING !== ''
  const email = mailing && !mailIsOver(update.status) ? update.email : undefined
  const asking = startAsking(update.status, time, config.ASK_AGAIN_AFTER)
  if (!(await raiseOrder(tx, { ...update, email, asking }))) return undefined
  const place = await addUpdate(tx, update, time)
  if (mailing && isMailed(update.status) && isAddress(update.email)) {
    await addMail(tx, update, update.email, time)
  }
  return place
}
