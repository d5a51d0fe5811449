import { orderStockConfirmed, orderStockRejected } from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import type { Transaction } from 'kysely'
import type { Reservation } from './reservation.ts'
import type { Tables } from './tables.ts'

/** Says whether an order has its stock; nothing where it was cancelled before or since. */
export async function sayStock(tx: Transaction<Tables>, reservation: Reservation) {
  const { orderId, status, lines } = reservation
  const items = lines.map(({ productId, hasStock }) => ({ productId, hasStock }))
  switch (status) {
    case 'reserved':
    case 'sold':
      await say(tx, orderStockConfirmed, { orderId, items })
      break
    case 'rejected':
      await say(tx, orderStockRejected, { orderId, items })
      break
    case 'released':
      break
    default:
      status satisfies never
  }
}
