import { type Order, order } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import { isSettled, type OrderStatus } from '@shop/kit/order-status.ts'
import { eventually } from '../eventually.ts'
import { ask, openGateway, tell } from '../load/gateway.ts'
import { getTokens } from '../token/get-tokens.ts'
import { expect } from './clause.ts'
import type { World } from './world.ts'

type Wanted = {
  readonly priority?: 'normal' | 'express'
  readonly address?: Partial<Order['address']>
}

const address = {
  street: '1 Harbour Lane',
  city: 'Hamburg',
  state: '',
  country: 'Germany',
  zipCode: '20457',
}
const card = { number: '4242424242424242', holder: 'Conformance', expires: '12/40', cvv: '737' }
const product = 'aria-road-bike'

/** Places one order by the public API; `settled` waits for its end and gives the order. */
export async function placeOrder({ shop }: World, wanted: Wanted = {}) {
  const { gateway: url, identity } = shop.run()
  const [user] = await getTokens(identity, ['buyer500'], {})
  const token = user?.token ?? ''
  const gateway = openGateway(`${url}/api/v1`, 2, 30_000)
  await tell(gateway, {
    method: 'PUT',
    path: `/basket/items/${product}`,
    token,
    body: { quantity: 1 },
  })
  const { orderId } = await ask(gateway, order.pick({ orderId: true }), {
    method: 'POST',
    path: '/basket/checkout',
    token,
    requestId: newId(),
    body: {
      card,
      address: { ...address, ...wanted.address },
      priority: wanted.priority ?? 'normal',
    },
  })
  const read = () => ask(gateway, order, { method: 'GET', path: `/orders/${orderId}`, token })
  return {
    orderId,
    async settled(status: OrderStatus): Promise<Order> {
      const end = await eventually(`order ${orderId} to settle`, async () => {
        const now = await read()
        return isSettled(now.status) && now
      })
      await gateway.close()
      expect(end.status === status, `the order is ${end.status}: ${end.description}`)
      return end
    },
  }
}
