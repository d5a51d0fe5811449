import { newId } from '@shop/kit/ids.ts'
import { createDemoProvider } from '../src/demo-provider.ts'
import { startWorkers } from '../src/workers.ts'
import { cards, startPayment, tokenOf } from './support.ts'

// Who is woken when there is something to charge: each look costs a transaction.

let parts: Awaited<ReturnType<typeof startPayment>>
let workers: ReturnType<typeof startWorkers>
const woken: string[] = []
const loops = new Map<string, () => Promise<unknown>>()
const charges = () => woken.filter((name) => name.startsWith('charge'))

beforeAll(async () => {
  parts = await startPayment({ PAYMENT_CONCURRENCY: 3 })
  const provider = createDemoProvider(parts.db.withTables(), { slowMs: 300, successRate: 1 })
  const every = (name: string, _ms: number, run: () => Promise<unknown>) => {
    loops.set(name, run)
    return { wake: () => woken.push(name) }
  }
  workers = startWorkers({ ...parts.service, every }, provider)
})
beforeEach(() => {
  woken.length = 0
})
afterAll(() => parts.close())

async function request(number: string): Promise<string> {
  const orderId = newId()
  const now = new Date()
  const token = await tokenOf(parts.app, number)
  await parts.db
    .insertInto('payments')
    .values({
      ...{ order_id: orderId, buyer_id: 'alice', status: 'requested', amount: 1, currency: 'EUR' },
      ...{ token, cancelled: false, order_version: 3, asked: 0, created_at: now, changed_at: now },
    })
    .execute()
  return orderId
}

test('a request wakes one worker, not all of them', () => {
  workers.charge()
  expect(charges()).toEqual(['charge-1'])
})

test('a worker that finds something wakes one that is free, while it charges', async () => {
  await request(cards.slow)
  const charging = loops.get('charge-1')?.()
  while (charges().length === 0) await new Promise((resolve) => setImmediate(resolve))
  expect(charges()).toEqual(['charge-2'])
  workers.charge()
  expect(charges()).toEqual(['charge-2', 'charge-2'])
  await charging
  // And looks again itself.
  expect(charges()).toEqual(['charge-2', 'charge-2', 'charge-1'])
})

test('a worker that finds nothing wakes nobody', async () => {
  await loops.get('charge-1')?.()
  expect(charges()).toEqual([])
})

test('a worker whose charge fails is free again', async () => {
  await request('4242424242424242')
  const failing = { ...parts.service, every: collect }
  const again = new Map<string, () => Promise<unknown>>()
  function collect(name: string, _ms: number, run: () => Promise<unknown>) {
    again.set(name, run)
    return { wake: () => woken.push(name) }
  }
  const provider = {
    tokenise: async () => '',
    charge: () => Promise.reject(new Error('the provider is away')),
    refund: async () => {},
  }
  const { charge } = startWorkers(failing, provider)
  await expect(again.get('charge-1')?.()).rejects.toThrow('away')
  woken.length = 0
  charge()
  expect(charges()).toEqual(['charge-1'])
})
