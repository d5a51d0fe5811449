import '../../orders/order.css'
import type { Order } from '@shop/kit/api.ts'
import { Link, useParams } from 'react-router'
import { useOrder } from '../../api/orders.ts'
import { formatMoney, formatSecond, shortId } from '../../format.ts'
import { isUnderWay } from '../../orders/status.ts'
import { Timeline } from '../../orders/timeline.tsx'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Facts } from '../shared/facts.tsx'
import { Panel } from '../shared/panel.tsx'
import { CancelAny, Ship } from './order-commands.tsx'
import { StateBadge } from './state-badge.tsx'
import { TimelinePanel } from './timeline-panel.tsx'

/** One order: what it is, what can be done, and what happened in all services. */
export function AdminOrderPage() {
  const { id = '' } = useParams()
  const order = useOrder(id, false)
  return (
    <>
      <p className="muted">
        <Link to="/admin/orders">Orders</Link>
      </p>
      <Answer of={order} what="the order">
        {(told) => <Details order={told} />}
      </Answer>
      <TimelinePanel orderId={id} />
    </>
  )
}

const Details = ({ order }: { readonly order: Order }) => (
  <>
    <header className="admin-head">
      <PageHeading title={`Order ${shortId(order.orderId)}`} />
      <StateBadge status={order.status} />
    </header>
    <Panel title="What it is">
      <Facts facts={factsOf(order)} />
      <DataTable
        caption="What was ordered"
        columns={[
          { head: 'Product', cell: ({ name }) => name },
          { head: 'Units', cell: ({ quantity }) => quantity, isNumber: true },
          { head: 'Price', cell: ({ unitPrice }) => formatMoney(unitPrice), isNumber: true },
        ]}
        rows={order.items}
        keyOf={({ productId }) => productId}
        none=""
      />
      <div className="actions">
        {order.status === 'Paid' && <Ship orderId={order.orderId} />}
        {isUnderWay(order.status) && <CancelAny orderId={order.orderId} />}
      </div>
    </Panel>
    <Panel title="Statuses">
      <Timeline history={order.history} />
    </Panel>
  </>
)

const factsOf = ({ orderId, date, total, priority, description, address, payment }: Order) =>
  [
    ['Id', orderId],
    ['Placed', formatSecond(date)],
    ['Total', formatMoney(total)],
    ['Priority', priority],
    ['Reason', description],
    ['Paid by', `${payment.brand} ending in ${payment.last4}`],
    [
      'Goes to',
      [address.street, `${address.zipCode} ${address.city}`, address.state, address.country]
        .filter(Boolean)
        .join(', '),
    ],
  ] as const
