import { randomUUID } from 'node:crypto'
import { eventually } from '@shop/dev/eventually.ts'
import type { Basket, Order, Page, Product } from '@shop/kit/api.ts'
import { isSettled } from '@shop/kit/order-status.ts'

export const cards = {
  approved: '4242424242424242',
  declined: '4000000000000002',
  slow: '4000000000000119',
} as const

export const checkoutWith = (number: string, priority?: 'normal' | 'express') => ({
  address: {
    street: 'Calle de Alcalá 50',
    city: 'Madrid',
    state: '',
    country: 'Spain',
    zipCode: '28014',
  },
  card: { number, holder: 'Zoë Müller', expires: '12/40', cvv: '737' },
  ...(priority && { priority }),
})

export type Answer<T = unknown> = {
  readonly status: number
  readonly body: T
  readonly headers: Headers
}

/** Somebody with a token who uses the public API. */
export function customerOf(gateway: string, token: string | undefined) {
  async function call<T = unknown>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${gateway}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(30_000),
    })
    const text = await answer.text()
    const json = /json/.test(answer.headers.get('content-type') ?? '')
    return {
      status: answer.status,
      headers: answer.headers,
      body: (json ? JSON.parse(text) : text) as T,
    }
  }
  const order = async (orderId: string) => {
    const { status, body } = await call<Order>('GET', `/orders/${orderId}`)
    if (status !== 200) throw new Error(`GET order answered ${status}: ${JSON.stringify(body)}`)
    return body
  }
  return {
    call,
    order,
    products: async (query = '') =>
      (await call<Page<Product>>('GET', `/catalog/items?pageSize=100${query}`)).body.items,
    stockOf: async (productId: string) =>
      (await call<Product>('GET', `/catalog/items/${productId}`)).body.availableStock,
    put: (productId: string, quantity: number) =>
      call<Basket>('PUT', `/basket/items/${productId}`, { quantity }),
    checkout: (number: string = cards.approved, requestId: string = randomUUID()) =>
      call<{ orderId: string }>('POST', '/basket/checkout', checkoutWith(number), {
        'x-request-id': requestId,
      }),
    /** Puts units of one product into the basket and orders them; gives the order's id. */
    async buy(productId: string, quantity = 1, number: string = cards.approved): Promise<string> {
      const put = await this.put(productId, quantity)
      if (put.status !== 200)
        throw new Error(`PUT answered ${put.status}: ${JSON.stringify(put.body)}`)
      const { status, body } = await this.checkout(number)
      if (status !== 202) throw new Error(`checkout answered ${status}: ${JSON.stringify(body)}`)
      return body.orderId
    },
    /** Waits until the order has come to an end, or to the given status. */
    settled: (orderId: string, status?: string, ms = 30_000) =>
      eventually(
        `order ${orderId} to be ${status ?? 'settled'}`,
        async () => {
          const now = await order(orderId)
          return (status ? now.status === status : isSettled(now.status)) && now
        },
        ms,
      ),
  }
}
export type Customer = ReturnType<typeof customerOf>
