import type { Check } from './check.ts'
import { analyticsMatchItems } from './checks/analytics-match-items.ts'
import { analyticsMatchOrders } from './checks/analytics-match-orders.ts'
import { chargesMatchPayments } from './checks/charges-match-payments.ts'
import { checkoutsConfirmed } from './checks/checkouts-confirmed.ts'
import { eventsArrive } from './checks/events-arrive.ts'
import { everythingPublished } from './checks/everything-published.ts'
import { historyFollowsTable } from './checks/history-follows-table.ts'
import { noOrderTwice } from './checks/no-order-twice.ts'
import { nothingOverdue } from './checks/nothing-overdue.ts'
import { notificationsMatchOrders } from './checks/notifications-match-orders.ts'
import { oneOrderPerCheckout } from './checks/one-order-per-checkout.ts'
import { paymentsMatchOrders } from './checks/payments-match-orders.ts'
import { refundsMatchOrders } from './checks/refunds-match-orders.ts'
import { reservationsMatchOrders } from './checks/reservations-match-orders.ts'
import { reservedForOpenOrders } from './checks/reserved-for-open-orders.ts'
import { soldAsOrdered } from './checks/sold-as-ordered.ts'
import { stockAddsUp } from './checks/stock-adds-up.ts'
import { stockMatchesReservations } from './checks/stock-matches-reservations.ts'

/** All that has to be true of a shop at rest. */
export const checks: readonly Check[] = [
  stockAddsUp,
  stockMatchesReservations,
  reservedForOpenOrders,
  reservationsMatchOrders,
  soldAsOrdered,
  historyFollowsTable,
  noOrderTwice,
  oneOrderPerCheckout,
  checkoutsConfirmed,
  paymentsMatchOrders,
  chargesMatchPayments,
  refundsMatchOrders,
  everythingPublished,
  eventsArrive,
  nothingOverdue,
  notificationsMatchOrders,
  analyticsMatchOrders,
  analyticsMatchItems,
]
