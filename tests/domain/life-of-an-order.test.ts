import type { OrderStatus } from '@shop/kit/order-status.ts'
import fc from 'fast-check'
import {
  cancelOrder,
  type Move,
  payOrder,
  type Reservation,
  requestStock,
} from '../../apps/catalog/src/reservation.ts'
import {
  cancel,
  confirmGracePeriod,
  confirmPayment,
  confirmStock,
  declinePayment,
  type Order,
  recordRefund,
  rejectStock,
  ship,
  submit,
} from '../../apps/ordering/src/order.ts'
import {
  cancelPayment,
  claimCharge,
  claimRefund,
  decide,
  type Payment,
  refunded,
  requestPayment,
} from '../../apps/payment/src/payment.ts'

// One order in three services, by their own decisions. What they say to each other is delivered in
// any order and as often as one likes; its buyer and an administrator step in whenever they like.
// When all has been delivered at last, order, stock and money tell the same.

const units = 2
const amount = { amount: 1_000, currency: 'EUR' }
const at = (second: number) => new Date(1_800_000_000_000 + second * 1_000)

type Heard =
  | { readonly to: 'ordering'; readonly what: 'confirm' | 'stock' | 'no stock' }
  | { readonly to: 'ordering'; readonly what: 'paid' | 'declined' | 'refunded' }
  | { readonly to: 'catalog' | 'payment'; readonly status: OrderStatus; readonly version: number }

type World = {
  second: number
  order: Order
  reservation: Reservation | undefined
  payment: Payment | undefined
  stock: { available: number; reserved: number; sold: number }
  /** By the provider, under the order's id: what it decided, and whether it gave it back. */
  readonly provider: { charged: 'captured' | 'declined' | undefined; refunds: number }
  /** Each may be delivered once more at any time. */
  readonly said: Heard[]
}

const line = {
  ...{ productId: 'p', name: 'P', unitPrice: { amount: 500, currency: 'EUR' }, units },
  ...{ pictureUrl: '/p', brandId: 'b', brand: 'B', categoryId: 'c', category: 'C' },
}
const checkout = {
  ...{ orderId: 'o', requestId: 'r', basketId: 'k', priority: 'normal' as const, total: amount },
  buyer: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
  address: { street: 's', city: 'c', state: '', country: 'x', zipCode: '1' },
  payment: { token: 't', brand: 'visa', last4: '4242', expires: '12/40' },
  items: [line],
}

const begin = (available: number): World => ({
  second: 0,
  order: submit(checkout, at(0)),
  reservation: undefined,
  payment: undefined,
  stock: { available, reserved: 0, sold: 0 },
  provider: { charged: undefined, refunds: 0 },
  said: [{ to: 'ordering', what: 'confirm' }],
})

/** Ordering takes a step, and says the new status to those whom it concerns. */
function become(world: World, next: Order | undefined) {
  if (!next) return
  const { status, version } = next
  if (version !== world.order.version) {
    if (status !== 'StockConfirmed') world.said.push({ to: 'catalog', status, version })
    if (status === 'StockConfirmed' || status === 'Cancelled')
      world.said.push({ to: 'payment', status, version })
  }
  world.order = next
}

function orderingHears(world: World, what: (Heard & { to: 'ordering' })['what']) {
  const { order } = world
  const now = at(world.second)
  if (what === 'confirm') become(world, confirmGracePeriod(order, now))
  if (what === 'stock') become(world, confirmStock(order, now))
  if (what === 'no stock') become(world, rejectStock(order, ['p'], now))
  if (what === 'paid') become(world, confirmPayment(order, now))
  if (what === 'declined') become(world, declinePayment(order, now, 'declined'))
  if (what === 'refunded') become(world, recordRefund(order, now))
}

function catalogHears(world: World, status: OrderStatus, version: number) {
  const order = { orderId: 'o', buyerId: 'alice', version, lines: [{ productId: 'p', units }] }
  const stock = new Map([['p', world.stock.available]])
  const known = world.reservation
  if (status === 'AwaitingValidation') {
    const { reservation, move } = requestStock(known, order, stock, at(world.second), 60_000)
    keep(world, reservation, move)
    // A repeated request is answered with what was decided; a cancelled order needs no answer.
    if (reservation.status === 'rejected') world.said.push({ to: 'ordering', what: 'no stock' })
    else if (reservation.lines.length > 0) world.said.push({ to: 'ordering', what: 'stock' })
  }
  if (status === 'Paid') {
    const { reservation, move } = payOrder(known, order, stock)
    keep(world, reservation, move)
  }
  if (status === 'Cancelled') {
    const { reservation, move } = cancelOrder(known, order)
    keep(world, reservation, move)
  }
}

const moves: Record<Move, (stock: World['stock']) => World['stock']> = {
  reserve: (s) => ({ ...s, available: s.available - units, reserved: s.reserved + units }),
  sell: (s) => ({ ...s, reserved: s.reserved - units, sold: s.sold + units }),
  release: (s) => ({ ...s, available: s.available + units, reserved: s.reserved - units }),
  'sell-unreserved': (s) => ({ ...s, available: s.available - units, sold: s.sold + units }),
}

function keep(world: World, reservation: Reservation, move: Move | undefined) {
  world.reservation = reservation
  if (move) world.stock = moves[move](world.stock)
}

function paymentHears(world: World, status: OrderStatus, orderVersion: number) {
  const { payment } = world
  const about = { orderId: 'o', buyerId: 'alice', orderVersion }
  world.payment =
    status === 'Cancelled'
      ? cancelPayment(payment, about)
      : requestPayment(payment, { ...about, amount, token: 't' })
}

/** Payment's worker: takes what is due, and may die before it has said what came of it. */
function work(world: World, card: 'captured' | 'declined', dies: boolean) {
  const { payment, provider } = world
  const now = at(world.second)
  const charging = payment && claimCharge(payment, now)
  if (charging) {
    world.payment = charging
    // The provider decides once for each order, however often it is asked.
    provider.charged ??= card
    if (dies) return
    const answer =
      provider.charged === 'captured'
        ? ({ outcome: 'captured' } as const)
        : ({ outcome: 'declined', reason: 'declined' } as const)
    world.payment = decide(charging, answer, now, 60_000) ?? charging
    if (world.payment.status === 'captured') world.said.push({ to: 'ordering', what: 'paid' })
    if (world.payment.status === 'failed') world.said.push({ to: 'ordering', what: 'declined' })
    return
  }
  const refunding = payment && claimRefund(payment, now)
  if (!refunding) return
  world.payment = refunding
  provider.refunds = 1
  if (dies) return
  world.payment = refunded(refunding) ?? refunding
  world.said.push({ to: 'ordering', what: 'refunded' })
}

function hear(world: World, message: Heard | undefined) {
  if (message?.to === 'ordering') orderingHears(world, message.what)
  if (message?.to === 'catalog') catalogHears(world, message.status, message.version)
  if (message?.to === 'payment') paymentHears(world, message.status, message.version)
}

type Happening =
  | { readonly kind: 'hear'; readonly pick: number }
  | { readonly kind: 'work' | 'die' | 'wait' | 'cancel' | 'ship' }

function happen(world: World, what: Happening, card: 'captured' | 'declined') {
  world.second += what.kind === 'wait' ? 40 : 1
  const now = at(world.second)
  if (what.kind === 'hear') hear(world, world.said.at(-1 - (what.pick % world.said.length)))
  if (what.kind === 'work') work(world, card, false)
  if (what.kind === 'die') work(world, card, true)
  if (what.kind === 'cancel') become(world, cancel(world.order, 'alice', '', now))
  if (what.kind === 'ship') become(world, ship(world.order, 'admin', now))
}

/** All that was said is heard at last, and the workers have nothing left to do. */
function comeToRest(world: World, card: 'captured' | 'declined') {
  for (let next = 0; next < world.said.length; next += 1) {
    hear(world, world.said[next])
    for (const _time of [1, 2]) {
      world.second += 40
      work(world, card, false)
    }
  }
}

/** Counted back from what was said last, which is the likeliest to be heard next. */
const pick = fc.oneof(fc.constant(0), fc.nat(20))

const happenings = fc.array(
  fc.oneof(
    { weight: 6, arbitrary: fc.record({ kind: fc.constant('hear' as const), pick }) },
    { weight: 2, arbitrary: fc.record({ kind: fc.constant('work' as const) }) },
    {
      weight: 2,
      arbitrary: fc.record({ kind: fc.constantFrom('die', 'wait', 'cancel', 'ship') }),
    },
  ),
  { maxLength: 40 },
)

test('order, stock and money tell the same in the end, whatever came twice, late or in between', () => {
  const reached = new Set<string>()
  fc.assert(
    fc.property(
      happenings,
      fc.constantFrom('captured' as const, 'declined' as const),
      fc.constantFrom(0, 5),
      fc.boolean(),
      (plan, card, available, isShipped) => {
        const world = begin(available)
        for (const what of plan) {
          happen(world, what as Happening, card)
          const { available: free, reserved, sold } = world.stock
          expect(free + reserved + sold).toBe(available)
          expect(Math.min(free, reserved, sold)).toBeGreaterThanOrEqual(0)
        }
        comeToRest(world, card)
        if (isShipped) happen(world, { kind: 'ship' }, card)
        comeToRest(world, card)
        const { order, reservation, payment, provider, stock } = world
        reached.add(`${order.status} ${payment?.status}`)
        const isPaid = order.status === 'Paid' || order.status === 'Shipped'
        if (isPaid) {
          expect([reservation?.status, payment?.status]).toEqual(['sold', 'captured'])
          expect(stock).toEqual({ available: available - units, reserved: 0, sold: units })
        } else {
          expect(order.status).toBe('Cancelled')
          expect(['rejected', 'released']).toContain(reservation?.status)
          expect(['voided', 'failed', 'refunded']).toContain(payment?.status)
          expect(stock).toEqual({ available, reserved: 0, sold: 0 })
        }
        // No capture without a paid order or a refund.
        const holds = provider.charged === 'captured' && provider.refunds === 0
        expect(holds).toBe(isPaid)
      },
    ),
    { numRuns: 2_000 },
  )
  // Otherwise the plans would be too tame to prove anything.
  expect([...reached].sort()).toEqual([
    'Cancelled failed',
    'Cancelled refunded',
    'Cancelled voided',
    'Paid captured',
    'Shipped captured',
  ])
}, 30_000)
