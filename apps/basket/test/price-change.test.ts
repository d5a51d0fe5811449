import { productPriceChanged } from '@shop/kit/events.ts'
import { deliver } from '@shop/kit/testing.ts'
import { euros, type Parts, priceChange, shopper, startBasket } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

/** The catalog changes a price, and its event arrives. */
async function change(id: string, version: number, amount: number) {
  parts.others.prices.set(id, amount)
  await hear(id, version, amount)
}
const hear = (id: string, version: number, amount: number) =>
  deliver(parts.app, productPriceChanged, priceChange(id, version, amount))
const codeOf = ({ status, body }: { status: number; body: { code?: string } }) => [
  status,
  body.code,
]

test('a changed price is refused at checkout until a GET has shown old and new', async () => {
  const alice = shopper(parts, 'alice')
  await alice.put('a', 2)
  await alice.put('b', 1)
  await change('a', 1, 150)
  const refused = await alice.checkOut('r1')
  expect(codeOf(refused)).toEqual([409, 'price-changed'])
  expect(refused.body.errors).toEqual([
    { path: 'items.a', message: 'the price of Product a has changed' },
  ])
  expect(codeOf(await alice.checkOut('r1'))).toEqual([409, 'price-changed'])
  const { body } = await alice.get()
  expect(body.items).toMatchObject([
    { productId: 'a', unitPrice: euros(150), oldUnitPrice: euros(100) },
    { productId: 'b', unitPrice: euros(200) },
  ])
  expect(body.items[1]).not.toHaveProperty('oldUnitPrice')
  expect(body.total).toEqual(euros(500))
  const accepted = await alice.checkOut('r1')
  expect(accepted.status).toBe(202)
  const order = (await alice.order(accepted.body.orderId)).body
  expect(order).toMatchObject({ total: euros(500), items: [{ unitPrice: euros(150) }, {}] })
})

test('the old price stays beside the new one until that line is set again', async () => {
  const bob = shopper(parts, 'bob')
  await bob.put('c', 1)
  await change('c', 1, 350)
  for (const again of [1, 2]) {
    expect([again, (await bob.get()).body.items]).toMatchObject([
      again,
      [{ unitPrice: euros(350), oldUnitPrice: euros(300) }],
    ])
  }
  expect((await bob.put('c', 2)).body.items[0]).not.toHaveProperty('oldUnitPrice')
})

test('setting a line at a new price says so in its answer, which counts as shown', async () => {
  const carol = shopper(parts, 'carol')
  await carol.put('d', 1)
  parts.others.prices.set('d', 450)
  expect((await carol.put('d', 2)).body.items).toMatchObject([
    { unitPrice: euros(450), oldUnitPrice: euros(400), quantity: 2 },
  ])
  expect((await carol.checkOut('r-carol')).status).toBe(202)
})

test('of two changes the later version counts, whichever arrives first', async () => {
  const dave = shopper(parts, 'dave')
  await dave.put('e', 1)
  parts.others.prices.set('e', 600)
  await hear('e', 3, 600)
  await hear('e', 2, 550)
  expect((await dave.get()).body.items).toMatchObject([{ unitPrice: euros(600) }])
})

test('an event that is delivered late changes nothing of a line that was put in after it', async () => {
  await change('f', 1, 620)
  parts.others.prices.set('f', 640)
  const erin = shopper(parts, 'erin')
  await erin.put('f', 1)
  await hear('f', 1, 620)
  await hear('f', 2, 640)
  const { items } = (await erin.get()).body
  expect(items).toMatchObject([{ unitPrice: euros(640) }])
  expect(items[0]).not.toHaveProperty('oldUnitPrice')
})

test('a price that is back before anybody saw it leave stops no checkout', async () => {
  const frank = shopper(parts, 'frank')
  await frank.put('b', 1)
  await change('b', 1, 250)
  await change('b', 2, 200)
  expect((await frank.checkOut('r-frank')).status).toBe(202)
})

test('an anonymous shopper sees changed prices too, and takes what was seen along at login', async () => {
  const anonymous = shopper(parts)
  await anonymous.put('b', 1)
  await change('b', 3, 275)
  expect((await anonymous.get()).body.items).toMatchObject([
    { unitPrice: euros(275), oldUnitPrice: euros(200) },
  ])
  await change('b', 4, 290)
  const grace = shopper(parts, 'grace')
  grace.jar.cookie = anonymous.jar.cookie
  expect(codeOf(await grace.checkOut('r-grace'))).toEqual([409, 'price-changed'])
  expect((await grace.get()).body.items).toMatchObject([
    { unitPrice: euros(290), oldUnitPrice: euros(275) },
  ])
})

test('a malformed event goes to the dead letters', async () => {
  expect(await deliver(parts.app, productPriceChanged, { productId: 'a', version: 0 })).toBe('DROP')
})
