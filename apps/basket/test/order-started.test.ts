import { orderStarted } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import { deliver, said } from '@shop/kit/testing.ts'
import { type Parts, recordOf, shopper, startBasket, started } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

async function ordered() {
  const name = `user-${newId()}`
  const someone = shopper(parts, name)
  await someone.put('a', 2)
  const { basketId } = (await someone.get()).body
  const { orderId } = (await someone.checkOut('r1')).body
  const start = (id?: string) =>
    deliver(parts.app, orderStarted, started(orderId, basketId, name), id ? { id } : {})
  return { ...someone, name, key: `user-${name}`, basketId, orderId: orderId as string, start }
}
const rowOf = (orderId: string) =>
  parts.db
    .selectFrom('checkouts')
    .where('order_id', '=', orderId)
    .selectAll()
    .executeTakeFirstOrThrow()
const saidOf = async (orderId: string) =>
  (await said(parts.db)).filter(({ subject }) => subject === orderId)

test('an order that has started closes its basket and confirms the checkout', async () => {
  const someone = await ordered()
  expect(recordOf(parts, someone.key)).toHaveProperty('checkedOut')
  expect(await someone.start()).toBe('SUCCESS')
  expect(recordOf(parts, someone.key)).not.toHaveProperty('checkedOut')
  const row = await rowOf(someone.orderId)
  expect(row).toMatchObject({ next_ask_at: null, stuck_at: null })
  expect(row.confirmed_at).toBeInstanceOf(Date)
  expect((await someone.checkOut('r2')).body.code).toBe('basket-empty')
  expect((await someone.checkOut('r1')).body).toEqual({ orderId: someone.orderId })
})

test('whoever reads the checkout is told whether its order has started', async () => {
  const someone = await ordered()
  expect((await someone.order(someone.orderId)).headers['x-order-started']).toBe('no')
  await someone.start()
  expect((await someone.order(someone.orderId)).headers['x-order-started']).toBe('yes')
})

test('twice, or again in a new event, it changes nothing more', async () => {
  const someone = await ordered()
  const id = newId()
  await someone.start(id)
  const { confirmed_at } = await rowOf(someone.orderId)
  const record = parts.sidecar.records.get(someone.key)
  for (const again of [id, newId()]) expect(await someone.start(again)).toBe('SUCCESS')
  expect((await rowOf(someone.orderId)).confirmed_at).toEqual(confirmed_at)
  expect(parts.sidecar.records.get(someone.key)).toEqual(record)
})

test('a basket begun meanwhile is not closed by an older order', async () => {
  const someone = await ordered()
  await someone.put('b', 3)
  const { basketId } = (await someone.get()).body
  await someone.start()
  expect((await someone.get()).body).toMatchObject({ basketId, items: [{ productId: 'b' }] })
})

test('nor is the next one that is ordered', async () => {
  const someone = await ordered()
  await someone.put('b', 3)
  const next = (await someone.checkOut('r2')).body
  await someone.start()
  expect(recordOf(parts, someone.key)).toMatchObject({ checkedOut: next })
})

test('it closes a basket whose checkout died before it was marked', async () => {
  parts.store.hooks.beforeSave = (_key, value) => {
    if (value.checkedOut) throw new Error('the process is gone')
  }
  const someone = await ordered()
  parts.store.hooks.beforeSave = undefined
  expect(recordOf(parts, someone.key)).toHaveProperty('checkingOut')
  await someone.start()
  expect(recordOf(parts, someone.key)).not.toHaveProperty('checkingOut')
  expect(await someone.units()).toEqual({})
})

test('while the state store fails the event is retried, and confirms nothing', async () => {
  const someone = await ordered()
  parts.store.hooks.beforeSave = () => {
    throw new Error('the state store is away')
  }
  expect(await someone.start()).toBe('RETRY')
  parts.store.hooks.beforeSave = undefined
  expect((await rowOf(someone.orderId)).confirmed_at).toBeNull()
  expect(await someone.start()).toBe('SUCCESS')
})

test('an order that nobody here knows is acknowledged', async () => {
  expect(await deliver(parts.app, orderStarted, started(newId(), newId(), 'stranger'))).toBe(
    'SUCCESS',
  )
})

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))

test('a checkout that is not confirmed is said again after a minute: a new event, the same order', async () => {
  after(0)
  const { orderId } = await ordered()
  after(59)
  await parts.run('say-again')
  expect(await saidOf(orderId)).toHaveLength(1)
  after(60)
  await Promise.all([parts.run('say-again'), parts.run('say-again')])
  const [first, again, ...more] = await saidOf(orderId)
  expect(more).toEqual([])
  expect(again).toEqual({ ...first, id: again?.id })
  expect(again?.id).not.toBe(first?.id)
})

test('a confirmed one is not', async () => {
  after(0)
  const someone = await ordered()
  await someone.start()
  after(6_000)
  await parts.run('say-again')
  expect(await saidOf(someone.orderId)).toHaveLength(1)
})

test('it is said eight times more, later each time, and then stuck until it is confirmed after all', async () => {
  after(0)
  const someone = await ordered()
  const waits = [60, 120, 240, 480, 600, 600, 600, 600]
  let second = 0
  for (const [index, wait] of waits.entries()) {
    after(second + wait - 1)
    await parts.run('say-again')
    expect(await saidOf(someone.orderId)).toHaveLength(index + 1)
    second += wait
    after(second)
    await parts.run('say-again')
    expect(await saidOf(someone.orderId)).toHaveLength(index + 2)
  }
  expect(await rowOf(someone.orderId)).toMatchObject({ asked: 8, stuck_at: null })
  for (const later of [600, 6_000]) {
    after(second + later)
    await parts.run('say-again')
  }
  expect(await saidOf(someone.orderId)).toHaveLength(9)
  const stuck = await rowOf(someone.orderId)
  expect(stuck).toMatchObject({ asked: 8, next_ask_at: null, confirmed_at: null })
  expect(stuck.stuck_at).toEqual(new Date(noon + (second + 600) * 1_000))
  await someone.start()
  expect(await rowOf(someone.orderId)).toMatchObject({ stuck_at: null })
})
