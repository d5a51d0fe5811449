import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { cellsWith } from '../crash/cells.ts'
import { type BrokerTried, describe } from '../crash/report.ts'
import { tryBroker } from '../crash/try-broker.ts'
import { brokers } from '../generate/files.ts'
import { onInterrupt } from '../on-interrupt.ts'
import { print } from '../print.ts'

const flags = {
  broker: { type: 'string', multiple: true, default: ['redis'] as string[] },
  scale: { type: 'string', default: '0.2' },
  only: { type: 'string', multiple: true, default: [] as string[] },
  orders: { type: 'string', default: '24' },
  json: { type: 'boolean', default: false },
} as const

export const crash: Command = {
  summary: 'Kills every process at every step of an order, and audits: npm run crash',
  usage: `  --broker kafka    redis where it isn't given; may be repeated; all for every broker
  --only basket/    the cells whose name contains this, such as payment/charge or /postgres; may be
                    repeated
  --orders 24       orders in each cell
  --scale 0.2       the part of each budget of time that is left, all in proportion
  --json            prints the result as JSON at the end

Starts a shop of its own, with free ports, beside any other. In each cell a load of orders goes on
while one process (service, sidecar, broker, PostgreSQL) is ended by SIGKILL just at one step; when
all is at rest every order must have come to its right end and the books of all services must agree.
Ends with 1 if a cell is not so, or was not reached.`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    const wanted = cellsWith(values.only)
    if (wanted.length === 0) throw new Advice(`No cell's name contains ${values.only.join(', ')}`)
    const given = {
      cells: wanted,
      scale: between('--scale', values.scale, 0.01, 1),
      orders: between('--orders', values.orders, 6, 10_000),
      opened: onInterrupt(),
    }
    const results: BrokerTried[] = []
    for (const broker of await brokersOf(values.broker)) {
      print(`\n${broker}: ${wanted.length} cells, ${given.orders} orders each`)
      results.push(await tryBroker({ ...given, broker }))
    }
    for (const result of results) print(`\n${describe(result)}`)
    if (values.json) print(JSON.stringify(results, null, 2))
    const tried = results.flatMap((result) => result.tried)
    return tried.every(({ wrong }) => wrong.length === 0) ? 0 : 1
  },
}

function between(flag: string, text: string, least: number, most: number): number {
  const value = Number(text)
  if (value >= least && value <= most) return value
  throw new Advice(`${flag} wants a number from ${least} to ${most}; not ${text}`)
}

async function brokersOf(named: readonly string[]): Promise<readonly string[]> {
  const known = await brokers()
  const unknown = named.find((broker) => broker !== 'all' && !known.includes(broker))
  if (unknown) throw new Advice(`There is no broker ${unknown}: ${known.join(', ')}, or all`)
  return named.includes('all') ? known : [...new Set(named)]
}
