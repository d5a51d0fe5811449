import type { OrderStatus } from '@shop/kit/order-status.ts'
import { meaningOf } from './status.ts'

export function StatusBadge({ status }: { readonly status: OrderStatus }) {
  const { label, tone } = meaningOf(status)
  return <span className={`badge ${tone}`}>{label}</span>
}
