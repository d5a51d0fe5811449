import type { OrderStatus } from '@shop/kit/order-status.ts'
import { meaningOf } from '../../orders/status.ts'
import { spaced } from '../shared/words.ts'

/** A status by its own name, not by what it means to the buyer. */
export const StateBadge = ({ status }: { readonly status: OrderStatus }) => (
  <span className={`badge ${meaningOf(status).tone}`}>{spaced(status)}</span>
)
