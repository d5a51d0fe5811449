import type { OrderState } from '@shop/kit/order-statuses.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

/** The present state of the orders among these ids; unknown ones are left out. */
export async function orderStatuses(
  db: Kysely<Tables>,
  orderIds: readonly string[],
): Promise<OrderState[]> {
  const rows = await db
    .selectFrom('orders')
    .where('order_id', 'in', orderIds)
    .select(['order_id', 'version', 'status'])
    .execute()
  return rows.map(({ order_id, version, status }) => ({ orderId: order_id, version, status }))
}
