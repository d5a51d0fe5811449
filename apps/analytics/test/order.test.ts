import fc from 'fast-check'
import type { Fact } from '../src/fact.ts'
import { latestAt, learn, type Order, placedAt, soldAt, unknownOrder } from '../src/order.ts'

const orderId = '01900000-0000-7000-8000-000000000000'
const at = (minute: number) => new Date(Date.UTC(2030, 0, 1, 12, minute))
const buyer = { id: 'alice', name: 'Alice' }
const line = {
  productId: 'p1',
  name: 'mug',
  brandId: 'b',
  brand: 'B',
  categoryId: 'c',
  category: 'C',
}
const details = { orderId, buyer, lines: [{ ...line, units: 2, amount: 200 }], total: 200 }

const status = (
  version: number,
  is: Extract<Fact, { kind: 'status' }>['status'],
  was: typeof is | null,
  minute = version,
): Fact => ({
  ...{ kind: 'status', ...details, at: at(minute), version, status: is, previousStatus: was },
})
const payment = (outcome: 'succeeded' | 'failed' | 'refunded', minute: number): Fact => ({
  ...{ kind: 'payment', orderId, at: at(minute), outcome, amount: 200 },
})
const answer = (
  version: number,
  is: 'StockConfirmed' | 'Paid' | 'Shipped',
  minute: number,
): Fact => ({
  ...{ kind: 'answer', orderId, at: at(minute), version, status: is },
})
const checkout = (minute = 0): Fact => ({ kind: 'checkout', ...details, at: at(minute) })

const submitted = status(1, 'Submitted', null)
const confirmed = status(3, 'StockConfirmed', 'AwaitingValidation')
const paid = status(4, 'Paid', 'StockConfirmed')
const shipped = status(5, 'Shipped', 'Paid')
const lucky = [
  checkout(),
  submitted,
  status(2, 'AwaitingValidation', 'Submitted'),
  confirmed,
  payment('succeeded', 3),
  paid,
  shipped,
]
// What may come of an order, also what was asked and what was said again later.
const all = [
  ...lucky,
  checkout(9),
  status(2, 'AwaitingValidation', 'Submitted', 2),
  answer(3, 'StockConfirmed', 7),
  answer(4, 'Paid', 8),
  answer(5, 'Shipped', 11),
  payment('succeeded', 12),
]

const know = (...facts: Fact[]): Order => facts.reduce(learn, unknownOrder(orderId))

test('facts of an order make the same of it in any order, however often each is learned', () => {
  const shuffled = fc.subarray(all, { minLength: 1 }).chain((some) =>
    fc
      .tuple(fc.constant(some), fc.array(fc.constantFrom(...some), { maxLength: 5 }))
      .chain(([once, more]) => {
        const facts = [...once, ...more]
        return fc.tuple(fc.constant(once), fc.shuffledSubarray(facts, { minLength: facts.length }))
      }),
  )
  fc.assert(
    fc.property(shuffled, ([once, shuffle]) => {
      expect(know(...shuffle)).toEqual(know(...once))
    }),
    { numRuns: 500 },
  )
})

test('the status is that of the highest version, each time that of its own event', () => {
  const order = know(shipped, submitted, checkout())
  expect(order).toMatchObject({ version: 5, status: 'Shipped', total: 200, hasLines: true })
  expect(order.began).toEqual({ Submitted: at(1), Shipped: at(5) })
  expect(know(paid, submitted)).toMatchObject({ version: 4, status: 'Paid' })
})

test('it was placed at the earliest that is known of it, and changed at the latest', () => {
  expect(placedAt(know(paid))).toEqual(at(4))
  expect(placedAt(know(payment('succeeded', 3), paid))).toEqual(at(3))
  expect(placedAt(know(paid, checkout(), submitted))).toEqual(at(0))
  expect(latestAt(know(checkout(), paid, submitted))).toEqual(at(4))
})

test('it is sold when it was paid; as long as that is missing, when it was seen to have been', () => {
  expect(soldAt(know(checkout(), submitted, confirmed, payment('succeeded', 3)))).toBeUndefined()
  expect(soldAt(know(paid))).toEqual(at(4))
  expect(soldAt(know(shipped))).toEqual(at(5))
  expect(soldAt(know(confirmed, answer(4, 'Paid', 8)))).toEqual(at(8))
  expect(soldAt(know(answer(5, 'Shipped', 8), shipped))).toEqual(at(5))
  expect(soldAt(know(answer(4, 'Paid', 8), shipped, paid))).toEqual(at(4))
  expect(soldAt(know(answer(3, 'StockConfirmed', 8)))).toBeUndefined()
})

test('what began is not known from an answer', () => {
  const order = know(confirmed, answer(4, 'Paid', 8))
  expect(order).toMatchObject({ version: 4, status: 'Paid', answeredPaidAt: at(8) })
  expect(order.began).toEqual({ StockConfirmed: at(3) })
})

test('a cancellation remembers the status that it ended', () => {
  const cancelled = status(3, 'Cancelled', 'AwaitingValidation')
  expect(know(cancelled, submitted).cancelledFrom).toBe('AwaitingValidation')
  expect(know(submitted).cancelledFrom).toBeUndefined()
})
