import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { wrongInAll, wrongWith } from '../src/load/expected.ts'
import { openGateway } from '../src/load/gateway.ts'
import type { Settled } from '../src/load/ledger.ts'
import { loadOptions } from '../src/load/options.ts'
import { planOrders, unitsWanted } from '../src/load/plan.ts'
import { percentiles } from '../src/load/summary.ts'

const goods = { products: ['a', 'b', 'c'], soldOut: 'x' }
const plan = (options: object) => planOrders(loadOptions.parse(options), goods)

test('the same seed makes the same orders, another one others', () => {
  expect(plan({ seed: 7 })).toEqual(plan({ seed: 7 }))
  expect(plan({ seed: 7 })).not.toEqual(plan({ seed: 8 }))
})

test('the shares are about as they are asked for, and one changes nothing of the others', () => {
  const orders = plan({ orders: 5_000, decline: 0.2, reject: 0.3 })
  const share = (count: number) => Math.round((count / 5_000) * 10) / 10
  expect(share(orders.filter((order) => order.isDeclined).length)).toBe(0.2)
  expect(share(orders.filter((order) => order.isSoldOut).length)).toBe(0.3)
  const others = plan({ orders: 5_000, decline: 0.9, reject: 0.3 })
  expect(others.map((order) => order.isSoldOut)).toEqual(orders.map((order) => order.isSoldOut))
})

test('no order has a product twice, and the units wanted are those of all orders', () => {
  const orders = plan({ orders: 300, reject: 0 })
  for (const { lines } of orders) {
    expect(new Set(lines.map((line) => line.productId)).size).toBe(lines.length)
  }
  const all = orders.flatMap((order) => order.lines)
  const sum = (units: Iterable<number>) => [...units].reduce((total, one) => total + one, 0)
  expect(sum(unitsWanted(orders).values())).toBe(sum(all.map((line) => line.quantity)))
})

const total = { amount: 500, currency: 'EUR' }
const lines = [{ productId: 'a', quantity: 2 }]
const settled = (status: 'Paid' | 'Cancelled', change: Partial<Settled> = {}): Settled => ({
  planned: {
    ...{ number: 0, client: 0, lines, isDeclined: false, isSoldOut: false, isExpress: false },
    cancelAfter: undefined,
  },
  ...{ buyer: 'buyer1', orderId: '1', requestId: 'r', total, sentAt: 0, checkoutMs: 1 },
  cancelled: 'not asked for',
  end: { status, description: '', lines, total, at: 2 },
  ...change,
})

test('an order that came to the wrong end, or changed on the way, is known for wrong', () => {
  const paid = settled('Paid')
  const end = { status: 'Paid', description: '', lines, total, at: 2 } as const
  expect(wrongWith(paid, false)).toBeUndefined()
  expect(wrongWith(settled('Cancelled'), false)).toBe('is Cancelled, not Paid')
  expect(wrongWith(settled('Cancelled'), true)).toBeUndefined()
  expect(wrongWith(settled('Paid', { cancelled: 'accepted' }), false)).toContain('not Cancelled')
  expect(wrongWith(settled('Paid', { cancelled: 'too late' }), false)).toBeUndefined()
  expect(wrongWith({ ...paid, end: { ...end, lines: [] } }, false)).toContain('lines')
  expect(wrongWith({ ...paid, total: { ...total, amount: 1 } }, false)).toContain('costs')
  expect(wrongWith({ ...paid, end: undefined }, false)).toContain('not come to an end')
})

test('orders that came twice, or that nobody placed, are known for wrong', () => {
  const orders = [settled('Paid'), settled('Paid')]
  expect(wrongInAll(orders, new Map([['buyer1', 2]]))).toEqual(['1 order ids came twice'])
  expect(wrongInAll([settled('Paid')], new Map([['buyer1', 2]]))).toEqual([
    'buyer1 placed 1 orders and has 2 more',
  ])
})

test('percentiles are by nearest rank, and 0 of nothing', () => {
  const values = Array.from({ length: 100 }, (_, index) => 100 - index)
  expect(percentiles(values)).toEqual({ p50: 50, p95: 95, p99: 99, max: 100 })
  expect(percentiles([])).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 })
})

test('what fails on the way is sent again under the same request id; what is refused is not', async () => {
  const seen: (string | undefined)[] = []
  const server: Server = createServer((req, res) => {
    seen.push(req.headers['x-request-id']?.toString())
    if (seen.length === 1) return void req.socket.destroy()
    if (seen.length === 2) return void res.writeHead(503).end()
    if (seen.length === 3) return void res.writeHead(409, { 'retry-after': '1' }).end()
    res.writeHead(409).end('refused')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const gateway = openGateway(`http://127.0.0.1:${port}/api/v1`, 1, 10_000)
  const answer = await gateway.call({ method: 'POST', path: '/x', body: {}, requestId: 'one' })
  expect(answer).toMatchObject({ status: 409, text: 'refused' })
  expect(seen).toEqual(['one', 'one', 'one', 'one'])
  expect(gateway.retries()).toBe(3)
  await gateway.close()
  server.close()
})
