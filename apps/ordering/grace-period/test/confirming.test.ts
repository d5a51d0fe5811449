import { newId } from '@shop/kit/ids.ts'
import { fromApp } from '@shop/kit/testing.ts'
import { cancel } from '@shop/ordering/order.ts'
import { lockOrder, saveOrder } from '@shop/ordering/order-store.ts'
import request from 'supertest'
import { confirmed, nextSecond, type Parts, startGracePeriod, submitted, tick } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startGracePeriod()
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))

async function tickAt(seconds: number) {
  after(seconds)
  await nextSecond(parts)
  return (await tick(parts.app)).body
}
const timesOf = async (orderId: string) =>
  (await confirmed(parts)).filter((id) => id === orderId).length
const orderOf = (orderId: string) =>
  parts.db
    .selectFrom('orders')
    .where('order_id', '=', orderId)
    .selectAll()
    .executeTakeFirstOrThrow()

async function cancelIt(orderId: string) {
  await parts.db.transaction().execute(async (tx) => {
    const order = await lockOrder(tx, orderId)
    const next = order && cancel(order, 'alice', '', parts.service.now())
    if (order && next) await saveOrder(tx, order, next)
  })
}

test('an order is confirmed when it has been submitted for the grace period, not before', async () => {
  after(0)
  const orderId = await submitted(parts)
  expect(await tickAt(14.9)).toEqual({
    ...{ outcome: 'done', confirmed: 0, express: 0, again: 0, stuck: 0 },
  })
  expect(await tickAt(15)).toMatchObject({ confirmed: 1, express: 0 })
  expect(await confirmed(parts)).toEqual([orderId])
  // The order itself is ordering's: its status changes when ordering hears it.
  expect(await orderOf(orderId)).toMatchObject({ status: 'Submitted', version: 1 })
  await cancelIt(orderId)
})

test('express orders come first, then the oldest', async () => {
  const ids: string[] = []
  for (const [second, priority] of (
    ['normal', 'express', 'normal', 'express'] as const
  ).entries()) {
    after(second)
    ids.push(await submitted(parts, priority))
  }
  expect(await tickAt(20)).toMatchObject({ confirmed: 4, express: 2 })
  const [first, second, third, fourth] = ids
  expect((await confirmed(parts)).slice(-4)).toEqual([second, fourth, first, third])
  for (const id of ids) await cancelIt(id)
})

test('it is said again only after ASK_AGAIN_AFTER, later each time, and given up after eight', async () => {
  after(0)
  const orderId = await submitted(parts)
  await tickAt(20)
  for (const second of [21, 50, 79]) await tickAt(second)
  expect(await timesOf(orderId)).toBe(1)
  expect(await tickAt(80)).toMatchObject({ confirmed: 0, again: 1 })
  await tickAt(80 + 119)
  expect(await timesOf(orderId)).toBe(2)
  await tickAt(80 + 120)
  expect(await timesOf(orderId)).toBe(3)
  for (let times = 1; times < 9; times += 1) await tickAt(200 + times * 601)
  expect(await timesOf(orderId)).toBe(1 + 8)
  expect(await orderOf(orderId)).toMatchObject({ asked: 8, next_ask_at: null })
  expect((await orderOf(orderId)).stuck_at).toBeInstanceOf(Date)
  expect(await tickAt(20_000)).toMatchObject({ confirmed: 0, again: 0, stuck: 0 })
})

test('an order that is no longer submitted is left alone', async () => {
  after(0)
  const orderId = await submitted(parts)
  await cancelIt(orderId)
  expect(await tickAt(100)).toMatchObject({ confirmed: 0 })
  expect(await timesOf(orderId)).toBe(0)
})

test('an order that ordering has locked is not waited for, and its turn comes', async () => {
  after(0)
  const [held, free] = [await submitted(parts), await submitted(parts)]
  await parts.db.transaction().execute(async (tx) => {
    await lockOrder(tx, held)
    expect(await tickAt(30)).toMatchObject({ confirmed: 1 })
  })
  expect(await timesOf(held)).toBe(0)
  expect(await timesOf(free)).toBe(1)
  expect(await tickAt(31)).toMatchObject({ confirmed: 1 })
  expect(await timesOf(held)).toBe(1)
  for (const id of [held, free]) await cancelIt(id)
})

test('cancellations during a run lose nothing: each order is confirmed once at most', async () => {
  after(0)
  const ids: string[] = []
  for (let n = 0; n < 250; n += 1) ids.push(await submitted(parts))
  const cancelled = ids.filter((_, index) => index % 5 === 0)
  const [body] = await Promise.all([tickAt(60), ...cancelled.map(cancelIt)])
  const more = await tickAt(61)
  expect(body.confirmed + more.confirmed).toBeGreaterThanOrEqual(200)
  const all = await confirmed(parts)
  for (const id of ids) {
    const { status, stuck_at, asked, next_ask_at } = await orderOf(id)
    const times = all.filter((one) => one === id).length
    if (cancelled.includes(id)) {
      expect({ status, next_ask_at }).toEqual({ status: 'Cancelled', next_ask_at: null })
      expect(times).toBeLessThanOrEqual(1)
    } else {
      expect({ status, stuck_at, asked, times }).toEqual({
        ...{ status: 'Submitted', stuck_at: null, asked: 0, times: 1 },
      })
    }
  }
})

test('only the own sidecar strikes the clock', async () => {
  const post = () => request(parts.app).post('/ticks/grace-period')
  expect((await post()).status).toBe(403)
  expect((await post().set('dapr-api-token', newId())).status).toBe(403)
  expect((await post().set(fromApp('gateway'))).status).toBe(403)
})
