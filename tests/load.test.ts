import { print } from '@shop/dev/print.ts'
import { getTokens } from '@shop/dev/token/get-tokens.ts'
import { customerOf } from './support/customer.ts'
import { faultsIn, isLarge, runLoad } from './support/loads.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// Many orders at a time, through the gateway. What each has to come to is known from how it was
// placed; what the services have on record of them all is audited.

let shop: RunningShop

beforeAll(async () => {
  shop = await runShop(['--without', 'storefront'], { GRACE_PERIOD: '2s' })
}, 300_000)
afterAll(() => shop?.stop())

test('an order in a quiet shop is paid within five seconds', async () => {
  const [alice] = await getTokens(shop.identity, ['alice'])
  const customer = customerOf(shop.gateway, alice?.token)
  const [product] = await customer.products()
  // The first of all finds connections closed and keys not fetched: nobody waits for that twice.
  await customer.settled(await customer.buy(product?.id ?? ''), 'Paid')
  await customer.put(product?.id ?? '', 1)
  const started = Date.now()
  const { orderId } = (await customer.checkout()).body
  const { history } = await customer.settled(orderId, 'Paid')
  const took = Date.parse(history.at(-1)?.at ?? '') - started
  print(`One order, from checkout to paid with a grace period of 2 s: ${took} ms`)
  expect(took).toBeLessThan(5_000)
})

const count = isLarge ? 500 : 120

test(`${count} orders of 20 buyers are paid or rightly cancelled, none twice, and the stock adds up`, async () => {
  const { wrong, orders } = await runLoad(shop, { orders: count, seed: 1 })
  expect(wrong).toEqual([])
  expect(orders).toHaveLength(count)
  expect((await faultsIn(shop)).faults).toEqual([])
})

test('200 buyers want one last unit at the same time: exactly one is paid', async () => {
  const names = Array.from({ length: 200 }, (_, index) => `buyer${index + 1}`)
  const [boss, ...rest] = await getTokens(shop.identity, ['admin', ...names])
  const admin = customerOf(shop.gateway, boss?.token)
  const buyers = rest.map(({ token }) => customerOf(shop.gateway, token))
  const { id, availableStock } = (await admin.products()).at(-1) ?? { id: '', availableStock: 0 }
  const path = `/catalog/items/${id}/stock`
  const body = { delta: 1 - availableStock }
  const left = await admin.call('POST', path, body, { 'x-request-id': 'leave-one' })
  expect(left.status).toBe(200)
  await Promise.all(buyers.map((buyer) => buyer.put(id, 1)))
  const answers = await Promise.all(buyers.map((buyer) => buyer.checkout()))
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([202]))
  const ends: string[] = []
  for (const [index, buyer] of buyers.entries()) {
    const order = await buyer.settled(answers[index]?.body.orderId ?? '', undefined, 60_000)
    ends.push(order.status)
  }
  expect(ends.filter((status) => status === 'Paid')).toHaveLength(1)
  expect(ends.filter((status) => status === 'Cancelled')).toHaveLength(199)
  expect(await admin.stockOf(id)).toBe(0)
  expect((await faultsIn(shop)).faults).toEqual([])
})

test('no service has anything to complain of', async () => {
  const { processes } = await shop.run()
  const apps = processes.map(({ app }) => app).filter((app) => app !== 'storefront')
  const errors = await Promise.all(apps.map((app) => shop.errorsIn(app)))
  expect(errors.flat()).toEqual([])
})
