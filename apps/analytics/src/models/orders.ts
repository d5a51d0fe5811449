import type { AnalyticsSummary } from '@shop/kit/api.ts'
import { type OrderStatus, orderStatus } from '@shop/kit/order-status.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

type Row = { status: OrderStatus | null; placed: number; sold: number }

/** The orders placed in the range, by the status that they have now, and how many were paid for. */
export async function countOrders(
  db: Kysely<Tables>,
  range: Range,
): Promise<Pick<AnalyticsSummary, 'orders' | 'conversion'>> {
  const { rows } = await sql<Row>`
    select status, count(*) as placed, count(sold_at) as sold
    from orders where ${within('placed_at', range)} group by status`.execute(db)
  const of = (status: OrderStatus) => rows.find((row) => row.status === status)?.placed ?? 0
  const checkouts = rows.reduce((sum, row) => sum + row.placed, 0)
  const paid = rows.reduce((sum, row) => sum + row.sold, 0)
  return {
    orders: Object.fromEntries(
      orderStatus.options.map((status) => [status, of(status)]),
    ) as AnalyticsSummary['orders'],
    conversion: { checkouts, paid, rate: checkouts === 0 ? null : paid / checkouts },
  }
}
