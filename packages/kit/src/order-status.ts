import { z } from 'zod'

/** The states of an order, in the order in which a lucky one goes through them. */
export const orderStatus = z.enum([
  'Submitted',
  'AwaitingValidation',
  'StockConfirmed',
  'Paid',
  'Shipped',
  'Cancelled',
])
export type OrderStatus = z.infer<typeof orderStatus>

/** Whether nothing more is waited for: a paid order only leaves its state by a person's command. */
export const isSettled = (status: OrderStatus): boolean =>
  status === 'Paid' || status === 'Shipped' || status === 'Cancelled'
