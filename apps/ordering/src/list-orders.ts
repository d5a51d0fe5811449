import type * as api from '@shop/kit/api.ts'
import type { Kysely } from 'kysely'
import type { Order } from './order.ts'
import { selectOrders, toOrder } from './order-row.ts'
import type { Tables } from './tables.ts'

type Found = { readonly orders: readonly Order[]; readonly total: number }
type Filter = Omit<api.AdminOrdersQuery, 'from' | 'to'> & {
  /** The first moment of the first and the last moment of the last. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}

/** One page of the orders that a filter lets through; without their histories. */
export async function listOrders(db: Kysely<Tables>, filter: Filter): Promise<Found> {
  const { pageIndex, pageSize } = filter
  const { count } = await filtered(db, filter)
    .clearSelect()
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  const [column, direction] = order[filter.sort]
  const rows = await filtered(db, filter)
    .orderBy(column, direction)
    .orderBy('order_id', direction)
    .limit(pageSize)
    .offset(pageIndex * pageSize)
    .execute()
  return { orders: rows.map((row) => toOrder(row, [])), total: count }
}

const order = {
  newest: ['placed_at', 'desc'],
  oldest: ['placed_at', 'asc'],
  total: ['total', 'asc'],
  '-total': ['total', 'desc'],
} as const

function filtered(db: Kysely<Tables>, { status, buyer, priority, from, to }: Filter) {
  let orders = selectOrders(db)
  if (status) orders = orders.where('status', '=', status)
  if (buyer) orders = orders.where('orders.buyer_id', '=', buyer)
  if (priority) orders = orders.where('priority', '=', priority)
  if (from) orders = orders.where('placed_at', '>=', from)
  if (to) orders = orders.where('placed_at', '<=', to)
  return orders
}
