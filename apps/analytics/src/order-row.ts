import type { Asking } from '@shop/kit/asking.ts'
import type { Insertable, Selectable } from 'kysely'
import { latestAt, type Order, placedAt, soldAt } from './order.ts'
import type { OrdersTable } from './tables.ts'

/** An order, and what is done to learn more of it. */
export type KnownOrder = { readonly order: Order; readonly asking: Asking }

export const toRow = ({ order, asking }: KnownOrder): Insertable<OrdersTable> => ({
  order_id: order.orderId,
  buyer_id: order.buyer?.id ?? null,
  buyer_name: order.buyer?.name ?? null,
  has_lines: order.hasLines,
  total: order.total ?? null,
  version: order.version,
  status: order.status ?? null,
  checked_out_at: order.checkedOutAt ?? null,
  submitted_at: order.began.Submitted ?? null,
  awaiting_validation_at: order.began.AwaitingValidation ?? null,
  stock_confirmed_at: order.began.StockConfirmed ?? null,
  paid_at: order.began.Paid ?? null,
  shipped_at: order.began.Shipped ?? null,
  cancelled_at: order.began.Cancelled ?? null,
  cancelled_from: order.cancelledFrom ?? null,
  answered_paid_at: order.answeredPaidAt ?? null,
  payment_succeeded_at: order.payments.succeeded ?? null,
  payment_failed_at: order.payments.failed ?? null,
  payment_refunded_at: order.payments.refunded ?? null,
  placed_at: placedAt(order) ?? null,
  sold_at: soldAt(order) ?? null,
  latest_at: latestAt(order) ?? null,
  ...askingRow(asking),
})

export const askingRow = ({ asked, nextAskAt, stuckAt }: Asking) => ({
  asked,
  next_ask_at: nextAskAt ?? null,
  stuck_at: stuckAt ?? null,
})

export const toKnown = (row: Selectable<OrdersTable>): KnownOrder => ({
  order: {
    orderId: row.order_id,
    buyer:
      row.buyer_id === null
        ? undefined
        : { id: row.buyer_id, name: row.buyer_name ?? row.buyer_id },
    hasLines: row.has_lines,
    total: row.total ?? undefined,
    version: row.version,
    status: row.status ?? undefined,
    checkedOutAt: row.checked_out_at ?? undefined,
    began: present({
      Submitted: row.submitted_at,
      AwaitingValidation: row.awaiting_validation_at,
      StockConfirmed: row.stock_confirmed_at,
      Paid: row.paid_at,
      Shipped: row.shipped_at,
      Cancelled: row.cancelled_at,
    }),
    cancelledFrom: row.cancelled_from ?? undefined,
    answeredPaidAt: row.answered_paid_at ?? undefined,
    payments: present({
      succeeded: row.payment_succeeded_at,
      failed: row.payment_failed_at,
      refunded: row.payment_refunded_at,
    }),
  },
  asking: {
    asked: row.asked,
    nextAskAt: row.next_ask_at ?? undefined,
    stuckAt: row.stuck_at ?? undefined,
  },
})

/** Without those that are not known. */
const present = <K extends string>(times: Readonly<Record<K, Date | null>>) =>
  Object.fromEntries(Object.entries(times).filter(([, time]) => time !== null)) as Partial<
    Record<K, Date>
  >
