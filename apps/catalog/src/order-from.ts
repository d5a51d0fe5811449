import type { EventData, orderCancelled, orderPaid } from '@shop/kit/events.ts'
import { type Line, mergeLines, type Order } from './reservation.ts'

type StatusFields = Pick<
  EventData<typeof orderCancelled | typeof orderPaid>,
  'orderId' | 'version' | 'buyer'
>

/** What the catalog needs of an order event. */
export const orderFrom = (data: StatusFields, items: readonly Line[] = []): Order => ({
  orderId: data.orderId,
  buyerId: data.buyer.id,
  version: data.version,
  lines: mergeLines(items.map(({ productId, units }) => ({ productId, units }))),
})
