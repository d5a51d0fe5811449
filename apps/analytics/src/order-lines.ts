import type { Transaction } from 'kysely'
import type { Fact, Line } from './fact.ts'
import { type Order, soldAt } from './order.ts'
import type { OrderLinesTable, Tables } from './tables.ts'

/** Keeps the lines of an order in step with it, while its row is locked. */
export async function keepLines(
  tx: Transaction<Tables>,
  fact: Fact,
  { before, after }: { readonly before: Order; readonly after: Order },
) {
  const sold_at = soldAt(after) ?? null
  if (after.hasLines && !before.hasLines) {
    await tx
      .insertInto('order_lines')
      .values(linesOf(fact).map((line) => lineRow(after, line)))
      .execute()
  } else if (after.hasLines && sold_at?.getTime() !== soldAt(before)?.getTime()) {
    await tx
      .updateTable('order_lines')
      .set({ sold_at })
      .where('order_id', '=', after.orderId)
      .execute()
  }
}

export const linesOf = (fact: Fact): readonly Line[] => ('lines' in fact && fact.lines) || []

export const lineRow = (order: Order, line: Line): OrderLinesTable => ({
  order_id: order.orderId,
  product_id: line.productId,
  name: line.name,
  brand_id: line.brandId,
  brand: line.brand,
  category_id: line.categoryId,
  category: line.category,
  units: line.units,
  amount: line.amount,
  sold_at: soldAt(order) ?? null,
})
