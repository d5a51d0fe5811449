import { print } from '@shop/dev/print.ts'
import { faultsIn, isLarge, repairsIn, runLoad } from './support/loads.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// kill -9 in the middle of a load: nothing is lost, nothing is done twice. The clients send again,
// under the same request ids, what failed on the way.

let shop: RunningShop

beforeAll(async () => {
  // Asking again this soon makes good in seconds for what a killed broker has lost.
  const env = { GRACE_PERIOD: '2s', ASK_AGAIN_AFTER: '10s' }
  shop = await runShop(['--without', 'storefront'], env)
}, 300_000)
afterAll(() => shop?.stop())

const orders = isLarge ? 500 : 60

test.each([
  ['ordering', 11],
  ['ordering.daprd', 12],
  ['the broker', 13],
])('a load goes on when %s is killed, and all of it is right in the end', async (name, seed) => {
  const { broker } = await shop.run()
  const isBroker = name === 'the broker'
  const before = await repairsIn(shop)
  const kill = () => shop.kill(isBroker ? broker : name)
  const { wrong } = await runLoad(shop, { orders, seed, during: kill })
  const { faults, notes } = await faultsIn(shop, isBroker)
  const again = (await repairsIn(shop)) - before
  print(`kill -9 of ${name}: ${again} requests were said again; ${notes.join('; ') || 'none lost'}`)
  expect(wrong).toEqual([])
  expect(faults).toEqual([])
})
