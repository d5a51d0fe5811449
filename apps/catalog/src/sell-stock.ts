import type { EventData, orderPaid } from '@shop/kit/events.ts'
import type { Transaction } from 'kysely'
import { orderFrom } from './order-from.ts'
import { rememberPurchases } from './purchases.ts'
import { payOrder } from './reservation.ts'
import { putReservation } from './reservation-store.ts'
import type { CatalogService } from './service.ts'
import type { Tables } from './tables.ts'

/** A paid order's units are sold, and its buyer may rate what was bought. */
export async function sellStock(
  { log, now }: Pick<CatalogService, 'log' | 'now'>,
  tx: Transaction<Tables>,
  data: EventData<typeof orderPaid>,
) {
  const order = orderFrom(data, data.items)
  const time = now()
  const put = await putReservation(tx, order, (known, stock) => payOrder(known, order, stock), time)
  const before = put?.known?.status
  if (before !== 'reserved' && before !== 'sold') {
    log.error({ orderId: order.orderId, before }, 'a paid order had nothing reserved')
  }
  await rememberPurchases(tx, order.buyerId, order.lines, time)
}
