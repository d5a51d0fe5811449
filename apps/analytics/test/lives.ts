import type { Contract } from '@shop/kit/contract.ts'
import {
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderPaymentFailed,
  orderPaymentRefunded,
  orderPaymentSucceeded,
  orderShipped,
  orderSubmitted,
  stockConfirmed,
  userCheckoutAccepted,
} from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { totalOf } from '@shop/kit/money.ts'

// Orders, and the events that the shop says of them.

/** An event as it is delivered; `time` is that of its envelope. */
export type Told = {
  readonly id: string
  readonly contract: Contract
  readonly data: { readonly orderId: string }
  readonly time: Date
}

/** How an order ends, or where it stands. */
export type End =
  | 'Submitted'
  | 'StockConfirmed'
  | 'Paid'
  | 'Shipped'
  | 'cancelled by its buyer'
  | 'out of stock'
  | 'declined'
  | 'refunded'

type Status =
  | 'Submitted'
  | 'AwaitingValidation'
  | 'StockConfirmed'
  | 'Paid'
  | 'Shipped'
  | 'Cancelled'

const confirmed = ['Submitted', 'AwaitingValidation', 'StockConfirmed'] as const
const statusesOf: Readonly<Record<End, readonly Status[]>> = {
  Submitted: ['Submitted'],
  StockConfirmed: confirmed,
  Paid: [...confirmed, 'Paid'],
  Shipped: [...confirmed, 'Paid', 'Shipped'],
  'cancelled by its buyer': ['Submitted', 'Cancelled'],
  'out of stock': ['Submitted', 'AwaitingValidation', 'Cancelled'],
  declined: [...confirmed, 'Cancelled'],
  refunded: [...confirmed, 'Cancelled'],
}

const contracts: Readonly<Record<Status, Contract>> = {
  Submitted: orderSubmitted,
  AwaitingValidation: orderAwaitingValidation,
  StockConfirmed: stockConfirmed,
  Paid: orderPaid,
  Shipped: orderShipped,
  Cancelled: orderCancelled,
}

export type Item = ReturnType<typeof item>
export const item = (product: string, units = 1, amount = 1_000, category = 'Cups') => ({
  productId: `id-of-${product}`,
  name: product,
  unitPrice: { amount, currency: 'EUR' },
  units,
  pictureUrl: '',
  brandId: 'b1',
  brand: 'Best',
  categoryId: `id-of-${category}`,
  category,
})

export const noon = new Date('2030-01-01T12:00:00.000Z')
export const plus = (time: Date, ms: number) => new Date(time.getTime() + ms)

type Life = {
  readonly orderId?: string
  readonly buyer?: string
  readonly items?: readonly Item[]
  /** When it was checked out. */
  readonly at?: Date
  readonly ends?: End
  /** How long after what came before each of its statuses begins, in ms. */
  readonly takes?: readonly number[]
}

/** An order, and all that is said of it, oldest first. */
export function lifeOf({
  orderId = newId(),
  buyer = 'alice',
  items = [item('mug')],
  at = noon,
  ends = 'Paid',
  takes = [100, 15_000, 1_000, 2_000, 3_600_000],
}: Life = {}) {
  const total = totalOf(items, 'EUR')
  const shared = {
    orderId,
    buyer: { id: buyer, name: `${buyer} Doe`, email: `${buyer}@example.com` },
  }
  const told = (contract: Contract, data: object, time: Date): Told => ({
    ...{ id: newId(), contract, time },
    data: { orderId, ...data },
  })
  let time = at
  const statuses = statusesOf[ends].map((status, index, all) => {
    time = plus(time, takes[index] ?? 1_000)
    const previousStatus = all[index - 1] ?? null
    const fields = { ...shared, version: index + 1, status, previousStatus }
    const more = { items, total, payment: { token: 'pm_secret' }, reason: 'so it is' }
    return told(contracts[status], { ...fields, occurredAt: time.toISOString(), ...more }, time)
  })
  const paidAt = (statuses.at(ends === 'Shipped' ? -2 : -1) ?? { time }).time
  return {
    orderId,
    buyer,
    items,
    ends,
    total: total.amount,
    at,
    /** When its last status began. */
    endedAt: time,
    paidAt,
    told: [
      told(userCheckoutAccepted, { ...shared, ...checkout, items, total }, at),
      ...statuses,
      ...paymentsOf(ends).map((contract, index) =>
        told(contract, { amount: total, reason: 'no' }, plus(paidAt, index * 60_000 - 100)),
      ),
    ],
  }
}

const checkout = {
  requestId: 'r1',
  basketId: newId(),
  address: { street: 'Secret Street 1', city: 'Skopje', state: '', country: 'MK', zipCode: '1000' },
  payment: { token: 'pm_secret', brand: 'Visa', last4: '4242', expires: '12/40' },
  priority: 'normal',
}

function paymentsOf(ends: End): readonly Contract[] {
  if (ends === 'declined') return [orderPaymentFailed]
  if (ends === 'refunded') return [orderPaymentSucceeded, orderPaymentRefunded]
  return ends === 'Paid' || ends === 'Shipped' ? [orderPaymentSucceeded] : []
}

/** The event of a life that says this. */
export function eventOf(life: ReturnType<typeof lifeOf>, contract: Contract): Told {
  const found = life.told.find((told) => told.contract === contract)
  if (!found) throw new Error(`that life has no ${contract.type}`)
  return found
}

/** The same said once more, as a new event of the same content. */
export const again = (told: Told, later = 60_000): Told => ({
  ...told,
  id: newId(),
  time: plus(told.time, later),
})
