import { copyFile, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { audit } from '@shop/dev/audit/audit.ts'
import { load } from '@shop/dev/load/load.ts'
import { loadOptions } from '@shop/dev/load/options.ts'
import { root } from '@shop/dev/paths.ts'
import { order } from '@shop/dev/shop/control.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The run template is changed, so this shop has a copy of its own.
const file = `dapr.test-${process.pid}.yaml`
let shop: RunningShop

beforeAll(async () => {
  await copyFile(join(root, 'dapr.yaml'), join(root, file))
  const args = ['--without', 'storefront', '--broker', 'redis', '--file', file]
  shop = await runShop(args, {
    GRACE_PERIOD: '1s',
    // Nobody listens there.
    RABBITMQ_URL: 'amqp://shop:shop@127.0.0.1:1/',
  })
}, 300_000)
afterAll(async () => {
  await shop?.stop()
  await rm(join(root, file), { force: true })
})

const brokerIn = async () =>
  /components\/(?!base)(\w+)/.exec(await readFile(join(root, file), 'utf8'))?.[1]

test('under load the shop goes from Redis to Kafka, with no order lost or done twice', async () => {
  const said: string[] = []
  let switching: Promise<void> | undefined
  const options = loadOptions.parse({ orders: 120, clients: 10 })
  const report = await load(await shop.run(), options, {
    placed(count) {
      if (count === 30) switching = order(shop.folder, 'switch', 'kafka', (line) => said.push(line))
    },
  })
  await switching
  expect(said.at(-1)).toBe('relays go on')
  expect(report.wrong).toEqual([])
  expect(report.orders).toHaveLength(120)
  expect((await shop.run()).broker).toBe('kafka')
  expect(await brokerIn()).toBe('kafka')
  const { findings, unquiet } = await audit(await shop.run(), { wait: 60_000 })
  expect(unquiet).toEqual([])
  expect(findings.flatMap(({ violations }) => violations)).toEqual([])
})

test('a broker that can not be had leaves the shop on the one it has, with the reason', async () => {
  await expect(order(shop.folder, 'switch', 'pigeons', () => {})).rejects.toThrow(
    'no broker pigeons',
  )
  await expect(order(shop.folder, 'switch', 'rabbitmq', () => {})).rejects.toThrow('ECONNREFUSED')
  await expect(order(shop.folder, 'switch', 'kafka', () => {})).rejects.toThrow('on kafka already')
  expect((await shop.run()).broker).toBe('kafka')
})
