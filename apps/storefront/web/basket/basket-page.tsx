import './basket.css'
import type { Basket } from '@shop/kit/api.ts'
import { Link } from 'react-router'
import { unitsIn, useBasket } from '../api/basket.ts'
import { count, formatMoney } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Message } from '../shell/message.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { BasketLine } from './basket-line.tsx'
import { PriceNotice } from './price-notice.tsx'

export function BasketPage() {
  const { data: basket, error, refetch } = useBasket()
  if (!basket) {
    return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="your basket" />
  }
  return basket.items.length === 0 ? <Empty /> : <Filled basket={basket} />
}

const Filled = ({ basket }: { readonly basket: Basket }) => (
  <div className="basket">
    <PageHeading title="Your basket" />
    <PriceNotice items={basket.items} />
    <ul className="basket-lines">
      {basket.items.map((line) => (
        <li key={line.productId}>
          <BasketLine line={line} />
        </li>
      ))}
    </ul>
    <section className="summary" aria-label="Summary">
      <p className="total" role="status">
        <span>{count(unitsIn(basket), 'item')}</span>
        <strong>{formatMoney(basket.total)}</strong>
      </p>
      <Link className="button" to="/checkout">
        Go to checkout
      </Link>
      <Link to="/">Go on shopping</Link>
    </section>
  </div>
)

const Empty = () => (
  <Message title="Your basket is empty">
    <p>What you put in stays here, also when you come back later.</p>
    <Link className="button" to="/">
      See what there is
    </Link>
  </Message>
)
