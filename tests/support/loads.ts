import { audit } from '@shop/dev/audit/audit.ts'
import { type LoadReport, load } from '@shop/dev/load/load.ts'
import { loadOptions } from '@shop/dev/load/options.ts'
import { describe } from '@shop/dev/load/report.ts'
import { print } from '@shop/dev/print.ts'
import { query } from './replay.ts'
import type { RunningShop } from './shop.ts'

/** With TEST_LARGE=1 every load has as many orders as the largest. */
export const isLarge = process.env['TEST_LARGE'] === '1'

type Given = {
  readonly orders: number
  readonly seed: number
  /** Done once, when about a third of the orders has been placed. */
  readonly during?: () => Promise<void>
}

/** Runs a load of 20 clients and tells how it went. */
export async function runLoad(
  shop: RunningShop,
  { orders, seed, during }: Given,
): Promise<LoadReport> {
  let done = Promise.resolve()
  let begun = false
  const report = await load(await shop.run(), loadOptions.parse({ orders, seed, clients: 20 }), {
    placed(count) {
      if (begun || !during || count < orders / 3) return
      begun = true
      done = during()
      // Heard of below, when the load has ended.
      done.catch(() => {})
    },
  })
  await done
  print(`${describe(report)}\n`)
  return report
}

/** What is wrong with the data of a shop, once it is at rest: `check: id what`, a line each. */
export async function faultsIn(shop: RunningShop, brokerMayLose = false) {
  const { findings, unquiet } = await audit(await shop.run(), { wait: 60_000, brokerMayLose })
  const faults = findings.flatMap(({ check, violations }) =>
    violations.map(({ id, what }) => `${check}: ${id} ${what}`),
  )
  const notes = findings.flatMap(({ note }) => note ?? [])
  return { faults: [...unquiet.map((what) => `not at rest: ${what}`), ...faults], notes }
}

/** By app: requests that are said again when nobody has answered them in time. */
const requests: Readonly<Record<string, readonly string[]>> = {
  basket: ['UserCheckoutAcceptedIntegrationEvent'],
  ordering: [
    'OrderStatusChangedToAwaitingValidationIntegrationEvent',
    'OrderStatusChangedToStockConfirmedIntegrationEvent',
    'GracePeriodConfirmedIntegrationEvent',
  ],
}

/** How many requests of orders were said again. */
export async function repairsIn(shop: RunningShop): Promise<number> {
  const run = await shop.run()
  const counts = await Promise.all(
    Object.entries(requests).map(([app, types]) =>
      query<{ again: number }>(
        run,
        app,
        `select count(*)::int - count(distinct (type, subject))::int as again
         from outbox where type = any($1)`,
        [types],
      ),
    ),
  )
  return counts.flat().reduce((sum, { again }) => sum + again, 0)
}
