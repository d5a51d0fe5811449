import { orderPaymentRefunded, userCheckoutAccepted } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, deliver, fromApp } from '@shop/kit/testing.ts'
import request from 'supertest'
import {
  as,
  buyerOf,
  cap,
  checkout,
  euros,
  mug,
  orderIn,
  type Parts,
  saidOf,
  startOrdering,
  steps,
  typesOf,
} from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startOrdering()
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z')
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)
const viewOf = async (orderId: string) => (await as(parts, 'admin').get(`/orders/${orderId}`)).body
const accept = (data: object, delivery = {}) =>
  deliver(parts.app, userCheckoutAccepted, data, delivery)

test('a lucky order says each of its states once, each payload as its contract has it', async () => {
  const data = checkout()
  const { orderId, buyer, items, total } = data
  const { gracePeriod, stock, paid } = steps(parts, orderId)
  for (const [second, next] of [() => accept(data), gracePeriod, stock, paid].entries()) {
    parts.at(after(second))
    expect(await next()).toBe('SUCCESS')
  }
  parts.at(after(4))
  await as(parts, 'admin').ship(orderId)
  parts.at(undefined)

  const status = (version: number, now: string, previousStatus: string | null) => ({
    ...{ orderId, version, status: now, previousStatus, buyer },
    occurredAt: after(version - 1).toISOString(),
  })
  expect((await saidOf(parts, orderId)).map(({ topic, data }) => ({ topic, data }))).toEqual([
    { topic: 'orders', data: { orderId, basketId: data.basketId, buyerId: 'alice' } },
    { topic: 'submitted-orders', data: { ...status(1, 'Submitted', null), items, total } },
    {
      topic: 'orders-waiting-for-validation',
      data: { ...status(2, 'AwaitingValidation', 'Submitted'), items },
    },
    {
      topic: 'stock-confirmed',
      data: {
        ...status(3, 'StockConfirmed', 'AwaitingValidation'),
        ...{ total, payment: { token: 'pm_1' } },
      },
    },
    { topic: 'paid-orders', data: { ...status(4, 'Paid', 'StockConfirmed'), items, total } },
    { topic: 'shipped-orders', data: status(5, 'Shipped', 'Paid') },
  ])
})

test('a checkout that is delivered twice makes one order; said again it only starts again', async () => {
  const data = checkout()
  const id = newId()
  await accept(data, { id })
  await accept(data, { id })
  expect(await typesOf(parts, data.orderId)).toEqual(['Started', 'Submitted'])
  await accept(data)
  await steps(parts, data.orderId).gracePeriod()
  await accept(data)
  expect(await typesOf(parts, data.orderId)).toEqual([
    'Started',
    'Submitted',
    'Started',
    'AwaitingValidation',
    'Started',
  ])
})

test('one checkout that comes many times at once makes one order', async () => {
  const data = checkout()
  const statuses = await Promise.all(Array.from({ length: 6 }, () => accept(data)))
  expect(new Set(statuses)).toEqual(new Set(['SUCCESS']))
  const types = await typesOf(parts, data.orderId)
  expect(types.filter((type) => type === 'Submitted')).toHaveLength(1)
  expect(types.filter((type) => type === 'Started')).toHaveLength(6)
  expect((await viewOf(data.orderId)).history).toHaveLength(1)
})

test('two checkouts never collide, be they of one buyer with one request id at one time', async () => {
  const requestId = newId()
  const basketId = newId()
  const all = Array.from({ length: 8 }, (_, index) =>
    checkout({ requestId, basketId, buyer: buyerOf(index % 2 ? 'carol' : 'dave') }),
  )
  await Promise.all(all.map((data) => accept(data)))
  for (const { orderId } of all) expect((await viewOf(orderId)).status).toBe('Submitted')
})

test('a buyer and a payment method are made once; another expiry is another method', async () => {
  const buyer = buyerOf('erin')
  const payment = { token: 'pm_a', brand: 'Visa', last4: '1111', expires: '01/20' }
  await accept(checkout({ buyer, payment }))
  await accept(checkout({ buyer: { ...buyer, name: 'Erin II' }, payment }))
  await accept(checkout({ buyer, payment: { ...payment, token: 'pm_b' } }))
  // A stored card that has expired stops nobody.
  const { orderId } = await orderIn(parts, 'Paid', {
    buyer,
    payment: { ...payment, token: 'pm_c', expires: '12/40' },
  })
  const buyers = parts.db.selectFrom('buyers').where('id', '=', 'erin').selectAll()
  expect(await buyers.execute()).toMatchObject([{ name: 'erin', email: 'erin@example.com' }])
  const methods = parts.db.selectFrom('payment_methods').where('buyer_id', '=', 'erin')
  expect(await methods.select(['last4', 'expires']).orderBy('expires').execute()).toEqual([
    { last4: '1111', expires: '01/20' },
    { last4: '1111', expires: '12/40' },
  ])
  // Each order is paid for with the token of its own checkout.
  const asked = (await saidOf(parts, orderId)).find((row) => row.topic === 'stock-confirmed')
  expect(asked?.data['payment']).toEqual({ token: 'pm_c' })
})

test('the same product twice is one line with the units summed, in every event', async () => {
  const data = checkout({ items: [mug, cap, mug], total: euros(5_100) })
  await accept(data)
  const lines = [{ ...mug, units: 4 }, cap]
  expect((await saidOf(parts, data.orderId))[1]?.data).toMatchObject({ items: lines })
  const { items } = await viewOf(data.orderId)
  expect(items.map((item: { quantity: number }) => item.quantity)).toEqual([4, 1])
})

test('express checkouts have a listener of their own, and both are counted', async () => {
  const taken = async () =>
    (
      await request(parts.app)
        .get('/internal/checkout-listeners')
        .set(fromApp('operations'))
        .set('authorization', await bearer('operations'))
    ).body
  const before = await taken()
  const express = checkout({ priority: 'express' })
  const id = newId()
  const lane = { id, priority: 'express', lane: 'express' }
  expect(await accept(express, lane)).toBe('SUCCESS')
  await accept(express, lane)
  await accept(checkout())
  expect(await taken()).toEqual({ normal: before.normal + 1, express: before.express + 1 })
  expect((await viewOf(express.orderId)).priority).toBe('express')
  const inbox = parts.db.selectFrom('inbox').where('event_id', '=', id).select('handler')
  expect(await inbox.execute()).toEqual([{ handler: `${userCheckoutAccepted.type}/express` }])
})

test('a rejection cancels the order and names what is missing', async () => {
  const { orderId } = await orderIn(parts, 'AwaitingValidation')
  await steps(parts, orderId).noStock()
  expect(await viewOf(orderId)).toMatchObject({
    status: 'Cancelled',
    description: 'out of stock: Mug',
  })
  const last = (await saidOf(parts, orderId)).at(-1)
  expect(last).toMatchObject({
    topic: 'cancelled-orders',
    data: { version: 3, previousStatus: 'AwaitingValidation', reason: 'out of stock: Mug' },
  })
})

test('a decline cancels the order with its reason', async () => {
  const { orderId } = await orderIn(parts, 'StockConfirmed')
  await steps(parts, orderId).declined()
  expect(await viewOf(orderId)).toMatchObject({
    status: 'Cancelled',
    description: 'The card was declined',
  })
})

test('events that do not fit are acknowledged and change nothing', async () => {
  const data = await orderIn(parts, 'Submitted')
  const { gracePeriod, stock, noStock, paid, declined } = steps(parts, data.orderId)
  // Too early.
  for (const early of [stock, noStock, paid, declined]) expect(await early()).toBe('SUCCESS')
  expect(await viewOf(data.orderId)).toMatchObject({ status: 'Submitted' })
  for (const step of [gracePeriod, stock, paid]) await step()
  // Too late, or once more.
  for (const late of [gracePeriod, stock, noStock, paid, declined]) {
    expect(await late()).toBe('SUCCESS')
  }
  expect(await viewOf(data.orderId)).toMatchObject({ status: 'Paid' })
  expect(await typesOf(parts, data.orderId)).toHaveLength(5)
  expect(await steps(parts, newId()).paid()).toBe('SUCCESS')
})

test('a payment that succeeds after the cancellation changes nothing; its refund is kept', async () => {
  const { orderId } = await orderIn(parts, 'StockConfirmed')
  await as(parts, 'alice').cancel(orderId)
  await steps(parts, orderId).paid()
  const refund = { orderId, amount: euros(3_300) }
  await deliver(parts.app, orderPaymentRefunded, refund)
  await deliver(parts.app, orderPaymentRefunded, refund)
  const { status, description, history } = await viewOf(orderId)
  expect({ status, description }).toEqual({
    status: 'Cancelled',
    description: 'cancelled by its buyer',
  })
  expect(history.slice(-2)).toMatchObject([
    { status: 'Cancelled', by: 'alice' },
    { status: 'Cancelled', by: 'system', reason: 'the payment was refunded' },
  ])
  expect((await typesOf(parts, orderId)).at(-1)).toBe('Cancelled')
})

test('answers that race each other and a cancellation end on one path of the table', async () => {
  const orders = await Promise.all(
    Array.from({ length: 8 }, () => orderIn(parts, 'AwaitingValidation')),
  )
  const alice = as(parts, 'alice')
  await Promise.all(
    orders.flatMap(({ orderId }) => {
      const { stock, noStock, paid } = steps(parts, orderId)
      return [stock(), noStock(), alice.cancel(orderId), paid(), stock()]
    }),
  )
  for (const { orderId } of orders) {
    const rows = await saidOf(parts, orderId)
    const versions = rows.flatMap(({ data }) => data['version'] ?? [])
    expect(versions).toEqual(versions.map((_, index) => index + 1))
    const { status, history } = await viewOf(orderId)
    expect(rows.at(-1)?.data['status']).toBe(status)
    expect(history.map((entry: { status: string }) => entry.status)).toEqual(
      rows.flatMap(({ data }) => data['status'] ?? []),
    )
  }
})

test('whoever reads an order while it changes sees its status and history of one moment', async () => {
  const { orderId } = await orderIn(parts, 'Submitted')
  const { gracePeriod, stock, paid } = steps(parts, orderId)
  const changes = (async () => {
    for (const next of [gracePeriod, stock, paid]) await next()
  })()
  const reads = Array.from({ length: 20 }, async () => {
    const { status, history } = await viewOf(orderId)
    expect(history.at(-1).status).toBe(status)
  })
  await Promise.all([changes, ...reads])
})

test('a malformed checkout goes to the dead letters', async () => {
  expect(await accept({ ...checkout(), total: 'a lot' })).toBe('DROP')
})
