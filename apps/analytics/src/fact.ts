import { orderStatus } from '@shop/kit/order-status.ts'
import { z } from 'zod'

// What an event tells of an order, as far as a model is made of it. Facts are what is stored and
// replayed: no address, mail address or payment method goes in here.

const of = { orderId: z.uuid(), at: z.coerce.date() }
const amount = z.int()

const line = z.object({
  productId: z.string(),
  name: z.string(),
  brandId: z.string(),
  brand: z.string(),
  categoryId: z.string(),
  category: z.string(),
  units: z.int(),
  /** Of all units, in minor units of the shop's currency. */
  amount,
})
export type Line = Readonly<z.infer<typeof line>>

const buyer = z.object({ id: z.string(), name: z.string() })
export type Buyer = Readonly<z.infer<typeof buyer>>

/** What several events say of an order, and all of them say the same. */
const details = {
  buyer,
  lines: z.array(line).readonly().optional(),
  total: amount.optional(),
}
const status = { version: z.int(), status: orderStatus }

const checkout = z.object({ kind: z.literal('checkout'), ...of, ...details })
const statusBegan = z.object({
  kind: z.literal('status'),
  ...of,
  ...details,
  ...status,
  previousStatus: orderStatus.nullable(),
})
const paymentEnded = z.object({
  kind: z.literal('payment'),
  ...of,
  outcome: z.enum(['succeeded', 'failed', 'refunded']),
  amount,
})
/** Ordering was asked, and told no more than this: `at` is the time of its answer. */
const answer = z.object({ kind: z.literal('answer'), ...of, ...status })

export const fact = z.discriminatedUnion('kind', [checkout, statusBegan, paymentEnded, answer])
export type Fact = Readonly<z.infer<typeof fact>>

export type StatusFact = Extract<Fact, { kind: 'status' }>
export type PaymentOutcome = Extract<Fact, { kind: 'payment' }>['outcome']
