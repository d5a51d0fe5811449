import type { OrderStatus } from '@shop/kit/order-status.ts'

type Meaning = {
  readonly label: string
  /** What it means to the buyer. */
  readonly says: string
  readonly tone: 'waiting' | 'good' | 'bad'
}

const meanings: Readonly<Record<OrderStatus, Meaning>> = {
  Submitted: {
    label: 'Received',
    says: 'We have your order. You can still change your mind.',
    tone: 'waiting',
  },
  AwaitingValidation: {
    label: 'Checking stock',
    says: 'We are checking that everything is in stock.',
    tone: 'waiting',
  },
  StockConfirmed: {
    label: 'Taking payment',
    says: 'Everything is in stock and set aside for you. We are charging your card.',
    tone: 'waiting',
  },
  Paid: { label: 'Paid', says: 'Your payment went through. We are packing.', tone: 'good' },
  Shipped: { label: 'Shipped', says: 'Your order is on its way.', tone: 'good' },
  Cancelled: { label: 'Cancelled', says: 'This order was cancelled.', tone: 'bad' },
}

export const meaningOf = (status: OrderStatus): Meaning => meanings[status]

/** The way of an order that nothing goes wrong with. */
export const luckyWay: readonly OrderStatus[] = [
  'Submitted',
  'AwaitingValidation',
  'StockConfirmed',
  'Paid',
  'Shipped',
]

/** Whether the next change comes by itself, soon; this is also as long as it can be cancelled. */
export const isUnderWay = (status: OrderStatus): boolean => meanings[status].tone === 'waiting'

/** Whether what was ordered has become the buyer's, to be rated. */
export const isBought = (status: OrderStatus): boolean => meanings[status].tone === 'good'
