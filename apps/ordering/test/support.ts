import {
  contracts,
  gracePeriodConfirmed,
  orderPaymentFailed,
  orderPaymentSucceeded,
  orderStockConfirmed,
  orderStockRejected,
  userCheckoutAccepted,
} from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, deliver, said, testService } from '@shop/kit/testing.ts'
import request from 'supertest'
import { createOrdering } from '../src/app.ts'
import { migrations } from '../src/migrations.ts'
import type { Checkout } from '../src/order.ts'
import type { Tables } from '../src/tables.ts'

export async function startOrdering() {
  const parts = await testService<Tables>({ name: 'ordering', migrations })
  return { ...parts, app: createOrdering(parts.service) }
}
export type Parts = Awaited<ReturnType<typeof startOrdering>>

export const euros = (amount: number) => ({ amount, currency: 'EUR' })

export const mug = {
  productId: 'p-mug',
  name: 'Mug',
  unitPrice: euros(900),
  units: 2,
  pictureUrl: '/api/v1/catalog/items/p-mug/picture?v=1',
  brandId: 'b1',
  brand: '.NET',
  categoryId: 'c1',
  category: 'Mugs',
}
export const cap = { ...mug, productId: 'p-cap', name: 'Cap', unitPrice: euros(1_500), units: 1 }

export const address = {
  street: '1 Main Street',
  city: 'Springfield',
  state: '',
  country: 'US',
  zipCode: '12345',
}

export const checkout = (change: Partial<Checkout> = {}): Checkout => ({
  orderId: newId(),
  requestId: newId(),
  basketId: newId(),
  buyer: { id: 'alice', name: 'Alice', email: 'alice@example.com' },
  address,
  payment: { token: 'pm_1', brand: 'Visa', last4: '4242', expires: '12/40' },
  priority: 'normal',
  items: [mug, cap],
  total: euros(3_300),
  ...change,
})

export const buyerOf = (id: string) => ({ id, name: id, email: `${id}@example.com` })

/** The steps of an order by the events that cause them. */
export function steps({ app }: Pick<Parts, 'app'>, orderId: string) {
  const items = (hasStock: boolean) => [
    { productId: 'p-mug', hasStock },
    { productId: 'p-cap', hasStock: true },
  ]
  const amount = euros(3_300)
  return {
    gracePeriod: () => deliver(app, gracePeriodConfirmed, { orderId }),
    stock: () => deliver(app, orderStockConfirmed, { orderId, items: items(true) }),
    noStock: () => deliver(app, orderStockRejected, { orderId, items: items(false) }),
    paid: () => deliver(app, orderPaymentSucceeded, { orderId, amount }),
    declined: () =>
      deliver(app, orderPaymentFailed, { orderId, amount, reason: 'The card was declined' }),
  }
}

const path = ['Submitted', 'AwaitingValidation', 'StockConfirmed', 'Paid'] as const

/** A new order that has come as far as this. */
export async function orderIn(
  parts: Pick<Parts, 'app'>,
  status: (typeof path)[number],
  change: Partial<Checkout> = {},
) {
  const data = checkout(change)
  await deliver(parts.app, userCheckoutAccepted, data)
  const { gracePeriod, stock, paid } = steps(parts, data.orderId)
  for (const next of [gracePeriod, stock, paid].slice(0, path.indexOf(status))) await next()
  return data
}

/** What was said of an order, oldest first, each payload just as its contract has it. */
export async function saidOf({ db }: Pick<Parts, 'db'>, orderId: string) {
  const rows = (await said(db)).filter((row) => row.subject === orderId)
  for (const { type, topic, source, data } of rows) {
    const contract = contracts.find((one) => one.type === type)
    expect({ topic, source }).toEqual({ topic: contract?.topic, source: contract?.from })
    expect(contract?.data.parse(data)).toEqual(data)
  }
  return rows
}

const short = (type: string) =>
  type.replace(/^Order(StatusChangedTo)?/, '').replace('IntegrationEvent', '')

export const typesOf = async (parts: Pick<Parts, 'db'>, orderId: string) =>
  (await saidOf(parts, orderId)).map((row) => short(row.type))

const administrator = ['administrator']

/** Requests of a person: `admin` is an administrator, everybody else a shopper. */
export const as = (parts: Pick<Parts, 'app'>, name: string) => {
  const authorization = bearer(name, name === 'admin' ? administrator : [])
  const send =
    (verb: 'cancel' | 'ship') =>
    async (orderId: string, requestId?: string, body?: object | string) => {
      const post = request(parts.app).post(`/orders/${orderId}/${verb}`)
      post.set('authorization', await authorization)
      if (requestId !== undefined) post.set('x-request-id', requestId)
      if (body !== undefined) post.set('content-type', 'application/json').send(body)
      return post
    }
  return {
    get: async (path: string) =>
      request(parts.app)
        .get(path)
        .set('authorization', await authorization),
    cancel: send('cancel'),
    ship: send('ship'),
  }
}
