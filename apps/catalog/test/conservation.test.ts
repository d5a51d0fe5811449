import {
  type Contract,
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
} from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { deliver } from '@shop/kit/testing.ts'
import fc from 'fast-check'
import {
  cancelOrder,
  type Decision,
  type Line,
  type Move,
  mergeLines,
  payOrder,
  type Reservation,
  requestStock,
} from '../src/reservation.ts'
import { awaitingOrder, cancelledOrder, paidOrder, startCatalog } from './support.ts'

// Any events of any orders, repeated and in any order of arrival: no unit appears or gets lost,
// none is promised twice. First the decisions by themselves, then the service with its tables.

type Counters = { available: number; reserved: number; sold: number }
type Happening = { readonly order: number; readonly what: 'request' | 'pay' | 'cancel' }

const products: readonly string[] = ['first', 'second', 'third']
const starts = [3, 5, 8]
const orders = 6

const orderLines = fc.array(
  fc.record({ productId: fc.constantFrom(...products), units: fc.integer({ min: 1, max: 4 }) }),
  { maxLength: 4 },
)
const scenario = fc.record({
  lines: fc.array(orderLines, { minLength: orders, maxLength: orders }),
  events: fc.array(
    fc.record<Happening>({
      order: fc.nat(orders - 1),
      what: fc.constantFrom('request', 'request', 'pay', 'cancel'),
    }),
    { maxLength: 40 },
  ),
})

const moves: Record<Move, (counters: Counters, units: number) => Counters> = {
  reserve: (c, n) => ({ ...c, available: c.available - n, reserved: c.reserved + n }),
  sell: (c, n) => ({ ...c, reserved: c.reserved - n, sold: c.sold + n }),
  release: (c, n) => ({ ...c, available: c.available + n, reserved: c.reserved - n }),
  'sell-unreserved': (c, n) => ({ ...c, available: c.available - n, sold: c.sold + n }),
}

/** The shop in memory, moved by the service's own decisions. */
function simulate(lines: readonly (readonly Line[])[], events: readonly Happening[]) {
  const counters = new Map<string, Counters>(
    products.map((id, index) => [id, { available: starts[index] ?? 0, reserved: 0, sold: 0 }]),
  )
  const reservations = new Map<number, Reservation>()
  for (const { order, what } of events) {
    const stock = new Map([...counters].map(([id, { available }]) => [id, available]))
    const { reservation, move } = decide(what, reservations.get(order), lines[order] ?? [], stock)
    reservations.set(order, reservation)
    for (const { productId, units } of move ? reservation.lines : []) {
      const known = counters.get(productId)
      if (known && move) counters.set(productId, moves[move](known, units))
    }
    check(counters, reservations)
  }
  return { counters, reservations }
}

function decide(
  what: Happening['what'],
  known: Reservation | undefined,
  lines: readonly Line[],
  stock: ReadonlyMap<string, number>,
): Decision {
  const order = { orderId: 'an order', buyerId: 'alice', version: 2, lines: mergeLines(lines) }
  if (what === 'request') return requestStock(known, order, stock, new Date(0), 60_000)
  return what === 'pay' ? payOrder(known, order, stock) : cancelOrder(known, order)
}

function check(
  counters: ReadonlyMap<string, Counters>,
  reservations: ReadonlyMap<number, Reservation>,
) {
  for (const [index, id] of products.entries()) {
    const { available, reserved, sold } = counters.get(id) ?? { available: 0, reserved: 0, sold: 0 }
    const promised = (status: string) =>
      [...reservations.values()]
        .filter((reservation) => reservation.status === status)
        .flatMap((reservation) => reservation.lines)
        .filter((line) => line.productId === id)
        .reduce((sum, line) => sum + line.units, 0)
    expect(available).toBeGreaterThanOrEqual(0)
    expect(available + reserved + sold).toBe(starts[index])
    expect(reserved).toBe(promised('reserved'))
    expect(sold).toBe(promised('sold'))
  }
}

test('the decisions neither make nor lose a unit', () => {
  fc.assert(
    fc.property(scenario, ({ lines, events }) => {
      simulate(lines, events)
    }),
    { numRuns: 500 },
  )
})

test('the service does what the decisions say, also when events come twice and all at once', async () => {
  const parts = await startCatalog()
  const run = async (lines: readonly Line[][], events: readonly Happening[], atOnce: boolean) => {
    const ids = await Promise.all(starts.map(async (units) => (await parts.product(units)).id))
    const idOf = (id: string) => ids[products.indexOf(id)] ?? id
    const orderIds = lines.map(() => newId())
    const send = async ({ order, what }: Happening) => {
      const orderId = orderIds[order] ?? newId()
      const own = (lines[order] ?? []).map((line) => ({ ...line, productId: idOf(line.productId) }))
      const event: [Contract, object] =
        what === 'request'
          ? [orderAwaitingValidation, awaitingOrder(own, orderId)]
          : what === 'pay'
            ? [orderPaid, paidOrder(orderId, own)]
            : [orderCancelled, cancelledOrder(orderId)]
      const id = newId()
      const deliveries = [1, 2].map(() => deliver(parts.app, ...event, { id }))
      expect(await Promise.all(deliveries)).toEqual(['SUCCESS', 'SUCCESS'])
    }
    if (atOnce) await Promise.all(events.map(send))
    else for (const event of events) await send(event)
    const counters = await Promise.all(
      ids.map(async (id, index) => [products[index] ?? id, await parts.stock(id)] as const),
    )
    const reservations = await Promise.all(
      orderIds.map(async (id, index) => [index, await parts.reservation(id)] as const),
    )
    const known = reservations.flatMap(([index, reservation]) => {
      const own = reservation?.lines.map((line) => ({
        ...line,
        productId: products[ids.indexOf(line.productId)] ?? '',
      }))
      return reservation && own ? [[index, { ...reservation, lines: own }] as const] : []
    })
    return { counters: new Map(counters), reservations: new Map(known) }
  }
  await fc.assert(
    fc.asyncProperty(scenario, fc.boolean(), async ({ lines, events }, atOnce) => {
      const real = await run(lines, events, atOnce)
      check(real.counters, real.reservations)
      if (!atOnce) expect(real.counters).toEqual(simulate(lines, events).counters)
    }),
    { numRuns: 12 },
  )
  await parts.close()
}, 60_000)
