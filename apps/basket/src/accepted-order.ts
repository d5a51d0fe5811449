import { createHash } from 'node:crypto'
import type { CheckoutBody, Order } from '@shop/kit/api.ts'
import type { User } from '@shop/kit/auth.ts'
import { totalOf } from '@shop/kit/money.ts'
import type { Line } from './basket.ts'
import type { Frozen } from './held.ts'
import type { PaymentMethod } from './payment-method.ts'
import type { AcceptedOrder } from './tables.ts'

/** What one shopper asks for with one request id. */
export type CheckoutRequest = {
  readonly user: User
  readonly requestId: string
  readonly body: CheckoutBody
}

/** The order that a checkout asks for, as its event says it. */
export const acceptedOrder = (
  { user, requestId, body }: CheckoutRequest,
  { orderId, basket }: Pick<Frozen, 'orderId' | 'basket'>,
  payment: PaymentMethod,
  currency: string,
): AcceptedOrder => {
  const items = basket.lines.map(toItem)
  return {
    orderId,
    requestId,
    basketId: basket.basketId,
    buyer: { id: user.id, name: user.name, email: user.email },
    address: body.address,
    payment,
    priority: body.priority ?? 'normal',
    items,
    total: totalOf(items, currency),
  }
}

const toItem = ({ quantity, priceVersion: _, shown: __, oldUnitPrice: ___, ...rest }: Line) => ({
  ...rest,
  units: quantity,
})

/**
 * Tells a repeated request from another one under the same id. Of the card it takes what a receipt
 * shows: a hash of the number could be searched for, there being so few numbers.
 */
export function hashOf({ address, card, priority = 'normal' }: CheckoutBody): string {
  const { street, city, state, country, zipCode } = address
  const last4 = card.number.replaceAll(' ', '').slice(-4)
  const asked = [street, city, state, country, zipCode, priority, last4, card.expires]
  return createHash('sha256').update(JSON.stringify(asked)).digest('hex')
}

/** The order as its buyer sees it before ordering has heard of it. */
export const toOrder = (accepted: AcceptedOrder, acceptedAt: Date): Order => ({
  orderId: accepted.orderId,
  status: 'Submitted',
  date: acceptedAt.toISOString(),
  description: '',
  priority: accepted.priority,
  items: accepted.items.map(({ productId, name, unitPrice, units, pictureUrl }) => ({
    productId,
    name,
    unitPrice,
    quantity: units,
    pictureUrl,
  })),
  total: accepted.total,
  address: accepted.address,
  payment: { brand: accepted.payment.brand, last4: accepted.payment.last4 },
  history: [
    { status: 'Submitted', at: acceptedAt.toISOString(), by: accepted.buyer.id, reason: '' },
  ],
})
