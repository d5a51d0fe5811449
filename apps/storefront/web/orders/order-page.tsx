import './orders.css'
import './order.css'
import type { Order } from '@shop/kit/api.ts'
import { Link, useLocation, useParams } from 'react-router'
import { useOrder } from '../api/orders.ts'
import { hasStatus } from '../api/problem.ts'
import { useOrderEvents } from '../api/use-order-events.ts'
import { formatMoment, shortId } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Message } from '../shell/message.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { CancelOrder } from './cancel-order.tsx'
import { Delivery } from './delivery.tsx'
import { OrderItems } from './order-items.tsx'
import { Progress } from './progress.tsx'
import { isUnderWay, meaningOf } from './status.ts'
import { StatusBadge } from './status-badge.tsx'
import { Timeline } from './timeline.tsx'

export function OrderPage() {
  const { id = '' } = useParams()
  const isStreaming = useOrderEvents()
  const { data: order, error, refetch } = useOrder(id, isStreaming)
  if (order) return <Details order={order} error={error} />
  if (hasStatus(error, 404)) return <Unknown />
  return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="your order" />
}

type DetailsProps = { readonly order: Order; readonly error: Error | null }

function Details({ order, error }: DetailsProps) {
  const { state } = useLocation()
  return (
    <div className="order">
      <header className="order-head">
        <p className="muted">
          <Link to="/orders">Your orders</Link> · <time>{formatMoment(order.date)}</time>
          {order.priority === 'express' && ' · Express'}
        </p>
        <PageHeading title={`Order ${shortId(order.orderId)}`} />
        <StatusBadge status={order.status} />
      </header>
      {state?.isNew && order.status !== 'Cancelled' && (
        <p className="notice good">Thank you. Your order has been placed.</p>
      )}
      {error && <Failure error={error} />}
      <Status order={order} />
      <OrderItems order={order} />
      <Delivery order={order} />
      <section aria-labelledby="history">
        <h2 id="history">What happened</h2>
        <Timeline history={order.history} />
      </section>
    </div>
  )
}

/** Where the order is now; read out whenever that changes. */
const Status = ({ order: { orderId, status, description } }: { readonly order: Order }) => (
  <section className="status" aria-label="Status">
    <Progress status={status} />
    <p role="status" aria-live="polite">
      <strong>{meaningOf(status).label}.</strong> {meaningOf(status).says}
      {status === 'Cancelled' && description && ` Reason: ${description}.`}
    </p>
    {isUnderWay(status) && <CancelOrder orderId={orderId} />}
  </section>
)

const Unknown = () => (
  <Message title="There is no such order">
    <p>It may belong to another login, or its address is mistyped.</p>
    <Link className="button" to="/orders">
      Your orders
    </Link>
  </Message>
)
