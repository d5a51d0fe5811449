import { adminOrderSummary, order, orderSummary, page } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import { bearer, fromApp } from '@shop/kit/testing.ts'
import request from 'supertest'
import { z } from 'zod'
import {
  address,
  as,
  buyerOf,
  euros,
  orderIn,
  type Parts,
  startOrdering,
  steps,
} from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startOrdering()
})
afterAll(() => parts.close())

const day = (date: number, hour = 12) =>
  new Date(`2030-01-${`${date}`.padStart(2, '0')}T${`${hour}`.padStart(2, '0')}:00:00Z`)
const idsOf = (body: { items: { orderId: string }[] }) => body.items.map((item) => item.orderId)

test('an order as its buyer sees it', async () => {
  parts.at(day(1))
  const { orderId, items, total } = await orderIn(parts, 'StockConfirmed', {
    buyer: buyerOf('amy'),
    priority: 'express',
  })
  const { status, body } = await as(parts, 'amy').get(`/orders/${orderId}`)
  expect(status).toBe(200)
  expect(z.strictObject(order.shape).parse(body)).toEqual({
    ...{ orderId, status: 'StockConfirmed', date: day(1).toISOString(), priority: 'express' },
    description: 'all items were confirmed with available stock',
    items: items.map(({ productId, name, unitPrice, units, pictureUrl }) => ({
      ...{ productId, name, unitPrice, quantity: units, pictureUrl },
    })),
    ...{ total, address, payment: { brand: 'Visa', last4: '4242' } },
    history: ['Submitted', 'AwaitingValidation', 'StockConfirmed'].map((step) => ({
      ...{ status: step, at: day(1).toISOString() },
      by: step === 'Submitted' ? 'amy' : 'system',
      reason: step === 'StockConfirmed' ? body.description : '',
    })),
  })
  expect(JSON.stringify(body)).not.toContain('pm_1')
})

test('other people and unknown ids get 404, administrators see it, nobody gets 401', async () => {
  const { orderId } = await orderIn(parts, 'Submitted')
  const statusFor = async (name: string, id = orderId) =>
    (await as(parts, name).get(`/orders/${id}`)).status
  expect(await statusFor('bob')).toBe(404)
  expect(await statusFor('alice', newId())).toBe(404)
  expect(await statusFor('alice', 'not-an-id')).toBe(404)
  expect(await statusFor('admin')).toBe(200)
  const routes = [`/orders/${orderId}`, '/orders', '/admin/orders']
  for (const path of routes) expect((await request(parts.app).get(path)).status).toBe(401)
})

test('a shopper has a list of just the own orders, newest first, paged', async () => {
  const ids: string[] = []
  for (const date of [3, 4, 5]) {
    parts.at(day(date))
    ids.unshift((await orderIn(parts, 'Submitted', { buyer: buyerOf('ben') })).orderId)
  }
  const ben = as(parts, 'ben')
  const all = (await ben.get('/orders')).body
  expect(page(z.strictObject(orderSummary.shape)).parse(all)).toEqual(all)
  expect(all).toMatchObject({ total: 3, pageIndex: 0, pageSize: 10 })
  expect(idsOf(all)).toEqual(ids)
  const second = (await ben.get('/orders?pageIndex=1&pageSize=2')).body
  expect(second).toMatchObject({ total: 3, pageIndex: 1, pageSize: 2 })
  expect(idsOf(second)).toEqual(ids.slice(2))
  expect((await as(parts, 'nobody').get('/orders')).body).toMatchObject({ items: [], total: 0 })
})

test('administrators filter, sort and page everybody’s orders', async () => {
  const [eve, kim] = [buyerOf('eve'), buyerOf('kim')]
  parts.at(day(10, 0))
  const a = (await orderIn(parts, 'Submitted', { buyer: eve, total: euros(500) })).orderId
  parts.at(day(10, 23))
  const b = (await orderIn(parts, 'Paid', { buyer: eve, priority: 'express' })).orderId
  parts.at(day(11))
  const c = (await orderIn(parts, 'Submitted', { buyer: kim, total: euros(100) })).orderId
  const admin = as(parts, 'admin')
  const list = async (query: string) => (await admin.get(`/admin/orders?${query}`)).body
  const found = async (query: string) => idsOf(await list(`from=2030-01-10&${query}`))

  const all = await list('from=2030-01-10')
  expect(page(z.strictObject(adminOrderSummary.shape)).parse(all)).toEqual(all)
  expect(all.items[0]).toMatchObject({ buyer: kim, stuckAt: null })
  expect(idsOf(all)).toEqual([c, b, a])
  expect(await found('sort=oldest')).toEqual([a, b, c])
  expect(await found('sort=total')).toEqual([c, a, b])
  expect(await found('sort=-total')).toEqual([b, a, c])
  expect(await found('status=Submitted')).toEqual([c, a])
  expect(await found('buyer=eve')).toEqual([b, a])
  expect(await found('priority=express')).toEqual([b])
  expect(await found('buyer=eve&status=Submitted&priority=normal')).toEqual([a])
  expect(await found('to=2030-01-10')).toEqual([b, a])
  expect(await found(`to=${day(10, 22).toISOString()}`)).toEqual([a])
  expect(idsOf(await list('from=2030-01-11'))).toEqual([c])
  const second = await list('from=2030-01-10&pageSize=2&pageIndex=1')
  expect(second).toMatchObject({ total: 3, pageIndex: 1, pageSize: 2 })
  expect(idsOf(second)).toEqual([a])
})

test('the list is for administrators, and bad queries are refused with every fault', async () => {
  expect((await as(parts, 'alice').get('/admin/orders')).status).toBe(403)
  const admin = as(parts, 'admin')
  for (const query of ['status=paid', 'from=yesterday', 'pageSize=101', 'pageIndex=-1', 'sort=x']) {
    const { status, body } = await admin.get(`/admin/orders?${query}`)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ path: query.split('=')[0] }])
  }
  const { body } = await admin.get('/admin/orders?buyer=%00&colour=red&to=2030-02-30')
  const paths = body.errors.map((fault: { path: string }) => fault.path)
  expect(paths.sort()).toEqual(['buyer', 'colour', 'to'])
  expect((await as(parts, 'alice').get('/orders?pageSize=0')).status).toBe(400)
})

test('services learn the present status and version of the orders that are known', async () => {
  const paid = await orderIn(parts, 'Paid')
  const rejected = await orderIn(parts, 'AwaitingValidation')
  await steps(parts, rejected.orderId).noStock()
  const ask = async (orderIds: unknown, app = 'payment') =>
    request(parts.app)
      .post('/internal/order-statuses')
      .set(fromApp(app))
      .set('authorization', await bearer(app))
      .send({ orderIds })
  const { status, body } = await ask([paid.orderId, newId(), rejected.orderId, paid.orderId])
  expect(status).toBe(200)
  expect(body.orders).toHaveLength(2)
  expect(body.orders).toEqual(
    expect.arrayContaining([
      { orderId: paid.orderId, version: 4, status: 'Paid' },
      { orderId: rejected.orderId, version: 3, status: 'Cancelled' },
    ]),
  )
  const many = (count: number) => Array.from({ length: count }, () => newId())
  expect((await ask(many(500))).body).toEqual({ orders: [] })
  for (const bad of [many(501), [], ['x'], undefined]) expect((await ask(bad)).status).toBe(400)
  expect((await ask([newId()], 'gateway')).status).toBe(403)
  const direct = request(parts.app).post('/internal/order-statuses')
  expect((await direct.set('authorization', await bearer('payment')).send({})).status).toBe(403)
})
