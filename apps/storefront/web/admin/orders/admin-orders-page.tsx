import type { AdminOrderSummary } from '@shop/kit/api.ts'
import { Link } from 'react-router'
import { formatMoment, formatMoney, shortId } from '../../format.ts'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Pages } from '../../shell/pages.tsx'
import { Answer } from '../shared/answer.tsx'
import { type Column, DataTable } from '../shared/data-table.tsx'
import { queryFor, useFilters } from '../shared/filters.ts'
import { Panel } from '../shared/panel.tsx'
import { useAdminOrders } from './admin-orders.ts'
import { OrderFilters, orderFilters } from './order-filters.tsx'
import { StateBadge } from './state-badge.tsx'

const pageSize = 20

const columns: readonly Column<AdminOrderSummary>[] = [
  {
    head: 'Order',
    cell: ({ orderId }) => <Link to={`/admin/orders/${orderId}`}>{shortId(orderId)}</Link>,
  },
  {
    head: 'Status',
    cell: ({ status, stuckAt }) => (
      <>
        <StateBadge status={status} />
        {stuckAt && <span className="badge bad">stuck</span>}
      </>
    ),
  },
  { head: 'Placed', cell: ({ date }) => <time>{formatMoment(date)}</time> },
  {
    head: 'Buyer',
    cell: ({ buyer }) => (
      <Link to={`/admin/orders?${new URLSearchParams({ buyer: buyer.id })}`} title={buyer.email}>
        {buyer.name}
      </Link>
    ),
  },
  {
    head: 'Units',
    cell: ({ items }) => items.reduce((sum, { quantity }) => sum + quantity, 0),
    isNumber: true,
  },
  { head: 'Total', cell: ({ total }) => formatMoney(total), isNumber: true },
  { head: 'Priority', cell: ({ priority }) => priority },
]

/** Everybody's orders. */
export function AdminOrdersPage() {
  const list = useFilters(orderFilters)
  const orders = useAdminOrders(queryFor(list.filters, list.page, pageSize))
  return (
    <>
      <PageHeading title="Orders" />
      <OrderFilters list={list} />
      <Panel title="Everybody’s orders" isBusy={orders.isPlaceholderData}>
        <Answer of={orders} what="the orders">
          {({ items, total }) => (
            <>
              <DataTable
                caption="Orders"
                columns={columns}
                rows={items}
                keyOf={({ orderId }) => orderId}
                none={list.isNarrowed ? 'There are none like this.' : 'There are none yet.'}
              />
              <Pages page={list.page} pageSize={pageSize} total={total} onTurn={list.turnTo} />
            </>
          )}
        </Answer>
      </Panel>
    </>
  )
}
