import './orders.css'
import type { OrderSummary } from '@shop/kit/api.ts'
import { Link, useSearchParams } from 'react-router'
import { useOrders } from '../api/orders.ts'
import { useOrderEvents } from '../api/use-order-events.ts'
import { count, formatMoment, formatMoney, shortId } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Message } from '../shell/message.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { Pages } from '../shell/pages.tsx'
import { StatusBadge } from './status-badge.tsx'

const pageSize = 10

export function OrdersPage() {
  const [params, setParams] = useSearchParams()
  const page = Math.max(1, Math.min(Number.parseInt(params.get('page') ?? '1', 10) || 1, 100_000))
  useOrderEvents()
  const { data, error, isPlaceholderData, refetch } = useOrders(page - 1, pageSize)

  if (!data) {
    return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="your orders" />
  }
  if (data.total === 0) return <None />
  return (
    <div className="orders" aria-busy={isPlaceholderData}>
      <PageHeading title="Your orders" />
      <ul>
        {data.items.map((order) => (
          <li key={order.orderId}>
            <Row order={order} />
          </li>
        ))}
      </ul>
      <Pages
        page={page}
        pageSize={pageSize}
        total={data.total}
        onTurn={(next) => setParams(next > 1 ? { page: String(next) } : {})}
      />
    </div>
  )
}

const Row = ({ order }: { readonly order: OrderSummary }) => (
  <article className="order-row">
    <div className="order-pictures" aria-hidden="true">
      {order.items.slice(0, 3).map(({ productId, pictureUrl }) => (
        <img key={productId} src={pictureUrl} alt="" width="480" height="480" loading="lazy" />
      ))}
    </div>
    <div>
      <h2>
        <Link to={`/orders/${encodeURIComponent(order.orderId)}`}>
          Order {shortId(order.orderId)}
        </Link>
      </h2>
      <p className="muted">
        <time dateTime={order.date}>{formatMoment(order.date)}</time> ·{' '}
        {count(
          order.items.reduce((sum, { quantity }) => sum + quantity, 0),
          'item',
        )}
      </p>
    </div>
    <StatusBadge status={order.status} />
    <p className="order-total">{formatMoney(order.total)}</p>
  </article>
)

const None = () => (
  <Message title="You have no orders yet">
    <p>When you order something you can watch it on its way here.</p>
    <Link className="button" to="/">
      See what there is
    </Link>
  </Message>
)
