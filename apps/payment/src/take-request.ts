import type { EventData, stockConfirmed } from '@shop/kit/events.ts'
import type { Transaction } from 'kysely'
import { requestPayment } from './payment.ts'
import { putPayment } from './payment-store.ts'
import { sayDecision } from './say-decision.ts'
import type { Tables } from './tables.ts'

/** Notes that an order wants to be paid; asked again, it says again what was decided. */
export async function takeRequest(
  tx: Transaction<Tables>,
  data: EventData<typeof stockConfirmed>,
  now: Date,
) {
  const request = {
    orderId: data.orderId,
    buyerId: data.buyer.id,
    orderVersion: data.version,
    amount: data.total,
    token: data.payment.token,
  }
  const { known, payment } = await putPayment(
    tx,
    data.orderId,
    (known) => requestPayment(known, request),
    now,
  )
  if (known) await sayDecision(tx, payment)
}
