import type { OrderStatus } from '@shop/kit/order-status.ts'
import fc from 'fast-check'
import { askedAgain, askedFirst, askingIn } from '../src/asking.ts'
import {
  cancel,
  confirmGracePeriod,
  confirmPayment,
  confirmStock,
  declinePayment,
  type Order,
  previousStatus,
  recordRefund,
  rejectStock,
  ship,
  statusSince,
  submit,
} from '../src/order.ts'
import { cap, checkout, euros, mug } from './support.ts'

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1_000)
const some = (order: Order | undefined): Order => {
  if (!order) throw new Error('the transition did not fit')
  return order
}

const submitted = submit(checkout(), at(0))
const waiting = some(confirmGracePeriod(submitted, at(1)))
const confirmed = some(confirmStock(waiting, at(2)))
const paid = some(confirmPayment(confirmed, at(3)))
const shipped = some(ship(paid, 'admin', at(4)))
const cancelled = some(cancel(submitted, 'alice', '', at(1)))
const every = [submitted, waiting, confirmed, paid, shipped, cancelled]

test('an accepted checkout is a submitted order, of its buyer', () => {
  const data = checkout({ priority: 'express' })
  const { basketId, requestId, buyer, address, payment, items, total } = data
  expect(submit(data, at(0))).toEqual({
    ...{ orderId: data.orderId, basketId, requestId, buyer, address, payment, items, total },
    priority: 'express',
    placedAt: at(0),
    status: 'Submitted',
    version: 1,
    description: '',
    history: [{ status: 'Submitted', at: at(0), by: 'alice', reason: '' }],
    refundedAt: undefined,
    asking: { asked: 0, nextAskAt: undefined, stuckAt: undefined },
  })
})

test('the same product twice is one line with the units summed', () => {
  const items = [mug, cap, { ...mug, units: 3 }]
  const { items: lines, total } = submit(checkout({ items, total: euros(6_000) }), at(0))
  expect(lines).toEqual([{ ...mug, units: 5 }, cap])
  expect(total).toEqual(euros(6_000))
})

test('a lucky order goes all the way, and its history tells who, when and why', () => {
  expect(shipped).toMatchObject({ status: 'Shipped', version: 5 })
  expect(shipped.history).toEqual([
    { status: 'Submitted', at: at(0), by: 'alice', reason: '' },
    { status: 'AwaitingValidation', at: at(1), by: 'system', reason: '' },
    { status: 'StockConfirmed', at: at(2), by: 'system', reason: confirmed.description },
    { status: 'Paid', at: at(3), by: 'system', reason: '' },
    { status: 'Shipped', at: at(4), by: 'admin', reason: '' },
  ])
  expect(confirmed.description).toBe('all items were confirmed with available stock')
  expect([previousStatus(submitted), previousStatus(shipped)]).toEqual([null, 'Paid'])
  expect(statusSince(shipped)).toEqual(at(4))
})

test('a rejection names the products without stock', () => {
  expect(rejectStock(waiting, ['p-cap', 'p-mug'], at(2))).toMatchObject({
    status: 'Cancelled',
    version: 3,
    description: 'out of stock: Cap, Mug',
  })
  expect(rejectStock(waiting, ['p-gone'], at(2))?.description).toBe('out of stock: p-gone')
  expect(rejectStock(waiting, [], at(2))?.description).toBe('the stock was not confirmed')
})

test('a decline gives its reason', () => {
  const declined = declinePayment(confirmed, at(3), 'The card has insufficient funds')
  expect(declined).toMatchObject({
    status: 'Cancelled',
    description: 'The card has insufficient funds',
  })
})

test.each([
  ['confirmGracePeriod', (order: Order) => confirmGracePeriod(order, at(9)), ['Submitted']],
  ['confirmStock', (order: Order) => confirmStock(order, at(9)), ['AwaitingValidation']],
  ['rejectStock', (order: Order) => rejectStock(order, [], at(9)), ['AwaitingValidation']],
  ['confirmPayment', (order: Order) => confirmPayment(order, at(9)), ['StockConfirmed']],
  ['declinePayment', (order: Order) => declinePayment(order, at(9), ''), ['StockConfirmed']],
  ['recordRefund', (order: Order) => recordRefund(order, at(9)), ['Cancelled']],
  ['ship', (order: Order) => ship(order, 'admin', at(9)), ['Paid']],
  [
    'cancel',
    (order: Order) => cancel(order, 'alice', '', at(9)),
    ['Submitted', 'AwaitingValidation', 'StockConfirmed'],
  ],
])('%s fits just where the table says', (_name, transition, from) => {
  expect(every.filter((order) => transition(order)).map((order) => order.status)).toEqual(from)
})

test('who cancels may give a reason; without one it is said who did', () => {
  const reasonOf = (by: string, reason: string) => cancel(waiting, by, reason, at(2))?.description
  expect(reasonOf('alice', 'changed my mind')).toBe('changed my mind')
  expect(reasonOf('alice', '')).toBe('cancelled by its buyer')
  expect(reasonOf('admin', '')).toBe('cancelled by an administrator')
})

test('a refund is kept once, and changes neither status nor version', () => {
  const back = some(recordRefund(cancelled, at(5)))
  expect(back).toMatchObject({ status: 'Cancelled', version: 2, refundedAt: at(5) })
  expect(back.history.at(-1)?.reason).toBe('the payment was refunded')
  expect(previousStatus(back)).toBe('Submitted')
  expect(statusSince(back)).toEqual(at(1))
  expect(recordRefund(back, at(6))).toBeUndefined()
})

test('only catalog and payment are asked by ordering itself', () => {
  const asks = every.filter((order) => askingIn(order.status, at(0), 60_000).nextAskAt)
  expect(asks.map((order) => order.status)).toEqual(['AwaitingValidation', 'StockConfirmed'])
})

test('it is asked again after 1, 2, 4, 8 and then 10 minutes, eight times, then it is stuck', () => {
  let asking = askedFirst(at(0), 60_000)
  const minutes: number[] = []
  let last = at(0)
  while (asking.nextAskAt) {
    minutes.push((asking.nextAskAt.getTime() - last.getTime()) / 60_000)
    last = asking.nextAskAt
    asking = askedAgain(asking, last, 60_000)
  }
  expect(minutes).toEqual([1, 2, 4, 8, 10, 10, 10, 10, 10])
  expect(asking).toEqual({ asked: 8, nextAskAt: undefined, stuckAt: last })
})

const after: Record<OrderStatus, readonly OrderStatus[]> = {
  Submitted: ['AwaitingValidation', 'Cancelled'],
  AwaitingValidation: ['StockConfirmed', 'Cancelled'],
  StockConfirmed: ['Paid', 'Cancelled'],
  Paid: ['Shipped'],
  Shipped: [],
  // Only the refund's entry.
  Cancelled: ['Cancelled'],
}

const transitions: readonly ((order: Order, at: Date) => Order | undefined)[] = [
  confirmGracePeriod,
  confirmStock,
  (order, time) => rejectStock(order, ['p-mug'], time),
  (order, time) => confirmPayment(order, time),
  (order, time) => declinePayment(order, time, 'declined'),
  recordRefund,
  (order, time) => ship(order, 'admin', time),
  (order, time) => cancel(order, 'alice', '', time),
  (order, time) => cancel(order, 'admin', 'fraud', time),
]

test('any sequence of events and commands, repeated and reordered, stays on the legal paths', () => {
  const plans = fc.array(fc.constantFrom(...transitions), { maxLength: 30 })
  fc.assert(
    fc.property(plans, (plan) => {
      let order = submitted
      for (const [second, transition] of plan.entries()) {
        const before = structuredClone(order)
        const next = transition(order, at(second))
        expect(order).toEqual(before)
        if (!next) continue
        expect(next.history.slice(0, -1)).toEqual(order.history)
        expect(next.version - order.version).toBe(next.status === order.status ? 0 : 1)
        order = next
      }
      for (const [index, { status }] of order.history.entries()) {
        const previous = order.history[index - 1]
        if (previous) expect(after[previous.status]).toContain(status)
      }
      expect(order.history.at(-1)?.status).toBe(order.status)
      expect(order.version).toBe(new Set(order.history.map((entry) => entry.status)).size)
    }),
    { numRuns: 1_000 },
  )
})
