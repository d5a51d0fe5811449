import { as, orderIn, type Parts, saidOf, startOrdering, steps, typesOf } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startOrdering()
})
afterAll(() => parts.close())

const noon = new Date('2030-01-01T12:00:00Z').getTime()
const after = (seconds: number) => parts.at(new Date(noon + seconds * 1_000))
const asked = async (orderId: string, type: string) =>
  (await typesOf(parts, orderId)).filter((said) => said === type).length
const askingOf = (orderId: string) =>
  parts.db
    .selectFrom('orders')
    .where('order_id', '=', orderId)
    .select(['asked', 'next_ask_at', 'stuck_at', 'version', 'status'])
    .executeTakeFirstOrThrow()

test.each(['AwaitingValidation', 'StockConfirmed'] as const)(
  'an order that stays %s has its request said again: same order, new event',
  async (status) => {
    after(0)
    const { orderId } = await orderIn(parts, status)
    after(59)
    await parts.run('ask-again')
    expect(await asked(orderId, status)).toBe(1)
    after(60)
    await parts.run('ask-again')
    await parts.run('ask-again')
    const [first, second] = (await saidOf(parts, orderId)).filter((row) =>
      row.type.includes(status),
    )
    expect(second?.data).toEqual(first?.data)
    expect(second?.id).not.toBe(first?.id)
    after(60 + 119)
    await parts.run('ask-again')
    expect(await asked(orderId, status)).toBe(2)
    after(60 + 120)
    await parts.run('ask-again')
    expect(await asked(orderId, status)).toBe(3)
    await as(parts, 'admin').cancel(orderId)
  },
)

test('an answer ends it, and the next state asks anew', async () => {
  after(0)
  const { orderId } = await orderIn(parts, 'AwaitingValidation')
  after(60)
  await parts.run('ask-again')
  await steps(parts, orderId).stock()
  expect(await askingOf(orderId)).toMatchObject({
    ...{ status: 'StockConfirmed', asked: 0, next_ask_at: new Date(noon + 120_000) },
  })
  await steps(parts, orderId).paid()
  expect(await askingOf(orderId)).toMatchObject({ status: 'Paid', asked: 0, next_ask_at: null })
})

test('after eight times it is stuck, which administrators see, until an answer comes', async () => {
  after(0)
  const { orderId, buyer } = await orderIn(parts, 'StockConfirmed', {
    buyer: { id: 'stan', name: 'Stan', email: 's@example.com' },
  })
  for (let times = 1; times < 12; times += 1) {
    after(times * 601)
    await parts.run('ask-again')
  }
  expect(await asked(orderId, 'StockConfirmed')).toBe(1 + 8)
  const { asked: count, stuck_at, next_ask_at, version } = await askingOf(orderId)
  expect({ count, next_ask_at, version }).toEqual({ count: 8, next_ask_at: null, version: 3 })
  const list = async () => (await as(parts, 'admin').get(`/admin/orders?buyer=${buyer.id}`)).body
  expect((await list()).items[0].stuckAt).toBe(stuck_at?.toISOString())
  await steps(parts, orderId).paid()
  expect((await list()).items[0]).toMatchObject({ status: 'Paid', stuckAt: null })
})

test('several replicas at once ask one time', async () => {
  after(0)
  const orders = await Promise.all(
    Array.from({ length: 5 }, () => orderIn(parts, 'StockConfirmed')),
  )
  after(60)
  await Promise.all([1, 2, 3].map(() => parts.run('ask-again')))
  for (const { orderId } of orders) expect(await asked(orderId, 'StockConfirmed')).toBe(2)
})

test('a submitted order is not asked about: that is the grace-period task’s', async () => {
  after(0)
  const { orderId } = await orderIn(parts, 'Submitted')
  after(10_000)
  await parts.run('ask-again')
  expect(await typesOf(parts, orderId)).toEqual(['Started', 'Submitted'])
})
