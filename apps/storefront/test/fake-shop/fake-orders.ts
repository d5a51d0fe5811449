import { PassThrough } from 'node:stream'
import type { Basket, CheckoutBody, Order } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'

type Known = { readonly owner: string; readonly requestId: string; order: Order }

/** Orders that go on when a test says so, and the streams that tell of it. */
export function createFakeOrders() {
  const known: Known[] = []
  const streams = new Map<string, PassThrough[]>()
  let said = 0

  const tell = ({ owner, order }: Known, previousStatus: OrderStatus | null) => {
    const { orderId, status, description, history } = order
    const data = { orderId, version: history.length, status, previousStatus, description }
    said += 1
    for (const stream of streams.get(owner) ?? []) {
      stream.write(`id: ${said}\nevent: order-status\ndata: ${JSON.stringify(data)}\n\n`)
    }
  }
  const advance = (orderId: string, status: OrderStatus, by = 'system', reason = '') => {
    const found = known.find(({ order }) => order.orderId === orderId)
    if (!found) throw new Error(`no order ${orderId}`)
    const before = found.order
    const entry = { status, at: new Date().toISOString(), by, reason }
    found.order = { ...before, status, description: reason, history: [...before.history, entry] }
    tell(found, before.status)
    return found.order
  }
  return {
    known,
    advance,
    place(owner: string, requestId: string, basket: Basket, body: CheckoutBody): string {
      const repeated = known.find((one) => one.owner === owner && one.requestId === requestId)
      if (repeated) return repeated.order.orderId
      const order = orderFrom(newId(), basket, body)
      known.unshift({ owner, requestId, order })
      return order.orderId
    },
    of: (owner: string) => known.filter((one) => one.owner === owner).map(({ order }) => order),
    listen(owner: string): PassThrough {
      const stream = new PassThrough()
      stream.write(': connected\n\n')
      streams.set(owner, [...(streams.get(owner) ?? []), stream])
      return stream
    },
    /** Says that analytics has news, to who listens. */
    changed(owner: string) {
      for (const stream of streams.get(owner) ?? []) stream.write('event: changed\ndata: {}\n\n')
    },
    /** Ends all streams, as a gateway that goes away would. */
    hangUp() {
      for (const stream of [...streams.values()].flat()) stream.destroy()
      streams.clear()
    },
  }
}

function orderFrom(orderId: string, basket: Basket, body: CheckoutBody): Order {
  const at = new Date().toISOString()
  return {
    orderId,
    status: 'Submitted',
    date: at,
    description: '',
    priority: body.priority ?? 'normal',
    items: basket.items.map(({ oldUnitPrice: _, ...item }) => item),
    total: basket.total,
    address: body.address,
    payment: { brand: 'Visa', last4: body.card.number.replaceAll(' ', '').slice(-4) },
    history: [{ status: 'Submitted', at, by: 'system', reason: '' }],
  }
}
