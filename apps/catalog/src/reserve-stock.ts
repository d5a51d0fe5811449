import type { EventData, orderAwaitingValidation } from '@shop/kit/events.ts'
import type { Transaction } from 'kysely'
import { orderFrom } from './order-from.ts'
import { requestStock } from './reservation.ts'
import { putReservation } from './reservation-store.ts'
import { sayStock } from './say-stock.ts'
import type { CatalogService } from './service.ts'
import type { Tables } from './tables.ts'

/** Reserves all that an order wants or nothing, and says which; asked again, it says it again. */
export async function reserveStock(
  { config, now }: Pick<CatalogService, 'config' | 'now'>,
  tx: Transaction<Tables>,
  data: EventData<typeof orderAwaitingValidation>,
) {
  const order = orderFrom(data, data.items)
  const time = now()
  const put = await putReservation(
    tx,
    order,
    (known, stock) => requestStock(known, order, stock, time, config.ASK_AGAIN_AFTER),
    time,
  )
  if (put) await sayStock(tx, put.reservation)
}
