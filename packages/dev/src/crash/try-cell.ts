import { type Audit, audit } from '../audit/audit.ts'
import { Advice } from '../command.ts'
import { eventually } from '../eventually.ts'
import { load } from '../load/load.ts'
import { loadOptions } from '../load/options.ts'
import type { Cell } from './cells.ts'
import type { CrashShop } from './crash-shop.ts'
import { inHand } from './in-hand.ts'
import { type Kill, killOf } from './kill.ts'
import { pidsOf, replaced } from './processes.ts'

export type Tried = {
  readonly cell: Cell
  /** What was wrong, a line each: orders lost, doubled or stuck, books that don't agree. */
  readonly wrong: readonly string[]
  readonly seconds: number
  /** Requests of orders that were said again, as nobody had answered them in time. */
  readonly saidAgain: number
  /** HTTP requests that the buyers sent again. */
  readonly sentAgain: number
  /** What is worth knowing and no fault. */
  readonly notes: readonly string[]
}

export type Orders = { readonly orders: number; readonly seed: number }

/**
 * One cell: buyers order, the victim is killed when the step is taken after a third of the orders
 * has been placed, the launcher starts it again, and when all has come to rest the books of all
 * services are read.
 */
export async function tryCell(crash: CrashShop, cell: Cell, given: Orders): Promise<Tried> {
  const began = Date.now()
  const tried = await carryOut(crash, cell, given).catch((error: unknown) => {
    if (error instanceof Advice) throw error
    return { wrong: [String(error)], saidAgain: 0, sentAgain: 0, notes: [] }
  })
  return { cell, seconds: Math.round((Date.now() - began) / 100) / 10, ...tried }
}

async function carryOut(crash: CrashShop, cell: Cell, given: Orders) {
  const pids = pidsOf(crash.shop.run())
  const before = await crash.counts()
  const kill = killOf(crash, cell)
  const { wrong, sentAgain } = await order(crash, given, kill)
  const rest = await atRest(crash, cell, kill)
  const after = await crash.counts()
  const letters = after.deadLetters - before.deadLetters
  const others = replaced(pids, pidsOf(crash.shop.run())).filter((name) => name !== kill.victim)
  return {
    sentAgain,
    wrong: [...wrong, ...rest.wrong],
    saidAgain: after.saidAgain - before.saidAgain,
    notes: [
      ...rest.notes,
      ...(letters > 0 ? [`dead letters: ${letters}`] : []),
      ...(others.length > 0 ? [`ended as well: ${others.join(', ')}`] : []),
    ],
  }
}

/** How long nothing may go forward: asking again and all attempts, several times over. */
const patienceOf = ({ scale }: CrashShop): number => 60_000 + 300_000 * scale

/** Buyers who are declined, rejected or think better of it are among them. */
async function order(crash: CrashShop, { orders, seed }: Orders, kill: Kill) {
  const options = loadOptions.parse({
    ...{ orders, seed, clients: Math.min(orders, 8) },
    ...{ decline: 0.1, cancel: 0.2, reject: 0.1, express: 0.2 },
    patience: `${patienceOf(crash)}ms`,
  })
  const report = await load(crash.shop.run(), options, {
    placed: (count) => count >= orders / 3 && kill.arm(),
  })
  return { wrong: report.wrong, sentAgain: report.summary.retries }
}

/** Waits until every process is back and nothing is on its way, then reads the books. */
async function atRest(crash: CrashShop, { victim }: Cell, kill: Kill) {
  const { shop, broker } = crash
  const fired = await kill.replaced()
  await shop.fleet.ready(() => {})
  await nothingInHand(crash)
  // Redis writes its file each second, and of RabbitMQ's refusals a sidecar says nothing.
  const brokerMayLose = victim === 'broker' && broker !== 'kafka'
  const books = await audit(shop.run(), { wait: patienceOf(crash), brokerMayLose })
  return {
    wrong: [...(fired ? [] : ['not reached: nothing was killed']), ...faultsIn(books)],
    notes: books.findings.flatMap(({ note }) => note ?? []),
  }
}

const nothingInHand = ({ shop, ...crash }: CrashShop) =>
  eventually(
    'the broker to have nothing in hand',
    async () => (await inHand(shop.ground.brokerServer.env)) === 0,
    patienceOf({ shop, ...crash }),
  )

const faultsIn = ({ findings, unquiet }: Audit): string[] => [
  ...unquiet.map((what) => `not at rest: ${what}`),
  ...findings.flatMap(({ check, violations }) =>
    violations.map(({ id, what }) => `${check}: ${id} ${what}`),
  ),
]
