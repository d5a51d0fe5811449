import { z } from 'zod'
import { orderStatus } from './order-status.ts'
import type { Service } from './service.ts'

// What ordering answers to those who hold something for an unfinished order (DESIGN §3.6).

/** The most orders that one question may name. */
export const ordersPerQuestion = 500

export const orderStatusesBody = z.strictObject({
  orderIds: z.array(z.uuid()).min(1).max(ordersPerQuestion),
})

export const orderStatusesAnswer = z.object({
  /** An order that ordering doesn't know is left out. */
  orders: z.array(z.object({ orderId: z.string(), version: z.int(), status: orderStatus })),
})

/** What ordering says of an order. */
export type OrderState = z.infer<typeof orderStatusesAnswer>['orders'][number]

/** Asks ordering for the present status of at most 500 orders; throws where it doesn't answer. */
export async function askOrderStatuses(
  { sidecar, serviceToken }: Pick<Service, 'sidecar' | 'serviceToken'>,
  orderIds: readonly string[],
): Promise<ReadonlyMap<string, OrderState>> {
  const { status, body } = await sidecar.invoke({
    app: 'ordering',
    method: 'POST',
    path: '/internal/order-statuses',
    token: await serviceToken(),
    body: { orderIds },
  })
  if (status !== 200) throw new Error(`ordering answered ${status} about ${orderIds.length} orders`)
  const { orders } = orderStatusesAnswer.parse(body)
  return new Map(orders.map((order) => [order.orderId, order]))
}
