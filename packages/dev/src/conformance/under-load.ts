import { load } from '../load/load.ts'
import { loadOptions } from '../load/options.ts'
import { audited } from './audited.ts'
import { expect } from './clause.ts'
import type { World } from './world.ts'

/**
 * Places orders while something happens to the shop after half of them; then every order must have
 * come to its right end, and the books of all services must agree. Gives what was seen.
 */
export async function underLoad(
  world: World,
  orders: number,
  what: () => Promise<unknown>,
  brokerMayLose = false,
): Promise<string> {
  let happening: Promise<unknown> | undefined
  const options = loadOptions.parse({ orders, patience: '2m', seed: world.replicas })
  const report = await load(world.shop.run(), options, {
    placed(count) {
      if (count >= orders / 2) happening ??= what()
    },
  })
  await happening
  expect(report.wrong.length === 0, report.wrong.slice(0, 3).join('; '))
  const notes = await audited(world, brokerMayLose)
  return [`${orders} orders, all rightly ended`, ...notes].join('; ')
}
