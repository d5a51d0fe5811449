import { eventually } from '@shop/dev/eventually.ts'
import { print } from '@shop/dev/print.ts'
import { getTokens } from '@shop/dev/token/get-tokens.ts'
import { isSettled } from '@shop/kit/order-status.ts'
import { type Customer, cards, customerOf } from './support/customer.ts'
import { faultsIn, isLarge, repairsIn } from './support/loads.ts'
import {
  deleteMessages,
  handled,
  holdTopic,
  partiesOf,
  releaseTopic,
  waiting,
} from './support/losses.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// Messages are deleted from the broker before anybody has heard them, each topic in turn. What was
// lost is asked for again (DESIGN §3.6), so every order ends as it would have, and whoever keeps a
// picture of it learns how.

let shop: RunningShop
let alice: Customer
let admin: Customer

beforeAll(async () => {
  const env = { GRACE_PERIOD: '1s', ASK_AGAIN_AFTER: '500ms' }
  shop = await runShop(['--without', 'storefront'], env)
  const [a, b] = await getTokens(shop.identity, ['alice', 'admin'], {})
  alice = customerOf(shop.gateway, a?.token)
  admin = customerOf(shop.gateway, b?.token)
}, 300_000)
afterAll(() => shop?.stop())

const some = ['order-checkouts', 'order-stock-statuses', 'cancelled-orders']
const all = [
  'order-checkouts',
  'orders',
  'submitted-orders',
  'grace-period-confirmed',
  'orders-waiting-for-validation',
  'order-stock-statuses',
  'stock-confirmed',
  'payment-status',
  'paid-orders',
  'cancelled-orders',
  'shipped-orders',
]

// Each takes its time: services are stopped, and what is lost is asked for after a while.
test.each(isLarge ? all : some)(
  'what was on %s is lost, and all the same every order ends rightly',
  async (topic) => {
    const { publisher, hearers } = partiesOf(topic)
    const before = await repairsIn(shop)
    await holdTopic(await shop.run(), publisher, topic)
    const placed = await placeOrders(topic === 'shipped-orders')
    const lost = await eventually('each order to have ended or to wait for its event', async () => {
      const held = await waiting(await shop.run(), publisher, topic)
      const has = new Set(held.map((one) => one.subject))
      const open = await Promise.all(
        placed.map(async ({ id }) => !(has.has(id) || (await hasEnded(id)))),
      )
      return held.length > 0 && !open.includes(true) && held
    })
    for (const app of hearers) await shop.app('stop', app)
    await releaseTopic(await shop.run(), publisher)
    await eventually('the broker to have it', async () => {
      return (await waiting(await shop.run(), publisher, topic)).length === 0
    })
    await deleteMessages(await shop.run(), topic)
    for (const app of hearers) await shop.app('start', app)

    for (const { id, ends } of placed) await alice.settled(id, ends, 60_000)
    const { faults } = await faultsIn(shop, true)
    expect(faults).toEqual([])
    for (const app of hearers) {
      const ids = lost.map((event) => event.id)
      expect(await handled(await shop.run(), app, ids)).toEqual([])
    }
    const again = (await repairsIn(shop)) - before
    print(`${topic}: ${lost.length} events were lost; ${again} requests were said again`)
  },
)

/** One that is paid, one that is declined, one of more than there is; or one that is shipped. */
async function placeOrders(areShipped: boolean) {
  const [product] = (await alice.products()).filter((one) => one.availableStock > 0)
  if (!product) throw new Error('everything is sold out')
  const { id, availableStock } = product
  const paid = await alice.buy(id)
  if (areShipped) {
    await alice.settled(paid, 'Paid')
    expect((await admin.call('POST', `/orders/${paid}/ship`)).status).toBe(200)
    return [{ id: paid, ends: 'Shipped' }]
  }
  return [
    { id: paid, ends: 'Paid' },
    { id: await alice.buy(id, 1, cards.declined), ends: 'Cancelled' },
    { id: await alice.buy(id, availableStock + 1), ends: 'Cancelled' },
  ]
}

const hasEnded = async (orderId: string) => isSettled((await alice.order(orderId)).status)
