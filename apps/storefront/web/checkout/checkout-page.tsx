import './checkout.css'
import type { Basket } from '@shop/kit/api.ts'
import { Link, useNavigate } from 'react-router'
import { type CheckoutRequest, useBasket, useCheckout } from '../api/basket.ts'
import { PriceNotice } from '../basket/price-notice.tsx'
import { formatMoney } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { Message } from '../shell/message.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { CheckoutForm } from './checkout-form.tsx'

export function CheckoutPage() {
  const { data: basket, error, refetch } = useBasket()
  const checkout = useCheckout()
  const navigate = useNavigate()
  const order = (request: CheckoutRequest) =>
    checkout.mutate(request, {
      onSuccess: ({ orderId }) =>
        navigate(`/orders/${orderId}`, { replace: true, state: { isNew: true } }),
    })

  if (checkout.isSuccess) return <Loading what="your order" />
  if (!basket) {
    return error ? <Failure error={error} onRetry={refetch} /> : <Loading what="your basket" />
  }
  if (basket.items.length === 0) return <Empty />
  return (
    <div className="checkout">
      <PageHeading title="Checkout" />
      <CheckoutForm
        total={formatMoney(basket.total)}
        isPending={checkout.isPending}
        error={checkout.error}
        onOrder={order}
      />
      <Summary basket={basket} />
    </div>
  )
}

const Summary = ({ basket: { items, total } }: { readonly basket: Basket }) => (
  <section className="summary" aria-labelledby="summary">
    <h2 id="summary">Your order</h2>
    <PriceNotice items={items} />
    <ul>
      {items.map(({ productId, name, quantity, unitPrice }) => (
        <li key={productId}>
          <span>
            {quantity} × {name}
          </span>
          <span>{formatMoney({ ...unitPrice, amount: unitPrice.amount * quantity })}</span>
        </li>
      ))}
    </ul>
    <p className="total">
      <span>Total</span>
      <strong>{formatMoney(total)}</strong>
    </p>
    <Link to="/basket">Change the basket</Link>
  </section>
)

const Empty = () => (
  <Message title="There is nothing to check out">
    <p>Your basket is empty. If you have just ordered, your order is among your orders.</p>
    <Link className="button" to="/">
      See what there is
    </Link>
    <Link to="/orders">Your orders</Link>
  </Message>
)
