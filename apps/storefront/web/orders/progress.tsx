import type { OrderStatus } from '@shop/kit/order-status.ts'
import { luckyWay, meaningOf } from './status.ts'

/** How far an order has come; nothing for one that was cancelled. */
export function Progress({ status }: { readonly status: OrderStatus }) {
  const at = luckyWay.indexOf(status)
  if (at < 0) return null
  return (
    <ol className="progress" aria-label="Progress">
      {luckyWay.map((step, index) => (
        <li
          key={step}
          className={index <= at ? 'done' : ''}
          aria-current={index === at ? 'step' : undefined}
        >
          {meaningOf(step).label}
        </li>
      ))}
    </ol>
  )
}
