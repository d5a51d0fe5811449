import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { Advice, type Command } from '../command.ts'
import { load as placeOrders } from '../load/load.ts'
import { type LoadOptions, loadOptions } from '../load/options.ts'
import { describe } from '../load/report.ts'
import { root } from '../paths.ts'
import { print, type Say, step } from '../print.ts'
import { readRunFile } from '../shop/run-file.ts'
import { dataFlag } from './start.ts'

const numbers = {
  orders: { type: 'string' },
  clients: { type: 'string' },
  decline: { type: 'string' },
  cancel: { type: 'string' },
  reject: { type: 'string' },
  express: { type: 'string' },
  seed: { type: 'string' },
  products: { type: 'string' },
  stock: { type: 'string' },
  patience: { type: 'string' },
} as const

export const load: Command = {
  summary: 'Places many orders at the running shop: npm run load -- --orders 500 --clients 20',
  usage: `  --orders 500      how many
  --clients 20      buyers who order at the same time: buyer1, buyer2, …
  --decline 0.1     share of orders whose card is declined
  --cancel 0.1      share that its buyer cancels within some seconds
  --reject 0.05     share that wants a product which is sold out
  --express 0.1     share of express orders
  --seed 1          the same seed makes the same orders
  --products 20     how many products are bought; 1 makes it a hot one
  --stock 1000      units added to each of them first; as many as are needed where it isn't given
  --patience 2m     gives up when nothing has gone forward for so long
  --json            prints the numbers as JSON, and nothing else
  --data <folder>   the data folder of the run; .e-shop where it isn't given

Ends with 1 if an order came to another end than it had to.`,
  async run(args) {
    const options = { ...dataFlag, ...numbers, json: { type: 'boolean', default: false } } as const
    const { values } = parseArgs({ args, options })
    const { data, json, ...given } = values
    const run = await readRunFile(resolve(root, data))
    if (!run) throw new Advice('The shop is not running: start it with npm start.')
    const wanted = toOptions(given)
    const work = (say?: Say) => placeOrders(run, wanted, say && progressOf(say, wanted.orders))
    const report = json
      ? await work()
      : await step(`${wanted.orders} orders by ${wanted.clients} clients`, work)
    const { summary, wrong } = report
    print(json ? JSON.stringify({ ...summary, wrong }, null, 2) : describe(report))
    return wrong.length === 0 ? 0 : 1
  },
}

function toOptions(given: Partial<Record<keyof typeof numbers, string>>): LoadOptions {
  const parsed = loadOptions.safeParse(given)
  if (parsed.success) return parsed.data
  throw new Advice(z.prettifyError(parsed.error))
}

/** A line each three seconds. */
function progressOf(say: Say, orders: number) {
  let last = Date.now()
  const now = (word: string) => (done: number) => {
    if (Date.now() - last < 3_000) return
    last = Date.now()
    say(`${done} of ${orders} ${word}`)
  }
  return { placed: now('placed'), settled: now('settled') }
}
