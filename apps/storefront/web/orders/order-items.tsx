import type { Order } from '@shop/kit/api.ts'
import { Link } from 'react-router'
import { RateProduct } from '../catalog/rate-product.tsx'
import { formatMoney } from '../format.ts'
import { isBought } from './status.ts'

export const OrderItems = ({ order: { items, total, status } }: { readonly order: Order }) => (
  <section aria-labelledby="items">
    <h2 id="items">What you ordered</h2>
    <ul className="order-items">
      {items.map((item) => (
        <li key={item.productId}>
          <img src={item.pictureUrl} alt="" width="480" height="480" />
          <div>
            <h3>
              <Link to={`/products/${encodeURIComponent(item.productId)}`}>{item.name}</Link>
            </h3>
            <p className="muted">
              {item.quantity} × {formatMoney(item.unitPrice)}
            </p>
          </div>
          <p className="line-total">
            {formatMoney({ ...item.unitPrice, amount: item.unitPrice.amount * item.quantity })}
          </p>
          {isBought(status) && (
            <details>
              <summary>Rate it</summary>
              <RateProduct productId={item.productId} question={`How is ${item.name}?`} />
            </details>
          )}
        </li>
      ))}
    </ul>
    <p className="total">
      <span>Total</span>
      <strong>{formatMoney(total)}</strong>
    </p>
  </section>
)
