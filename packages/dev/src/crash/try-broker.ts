import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { print } from '../print.ts'
import { type Cell, cells } from './cells.ts'
import { openCrashShop } from './crash-shop.ts'
import { type BrokerTried, rowOf } from './report.ts'
import { type Tried, tryCell } from './try-cell.ts'

export type Trial = {
  readonly broker: string
  readonly scale: number
  /** Of each cell. */
  readonly orders: number
  readonly cells: readonly Cell[]
  /** Told of each shop as it starts, to clear it away where the command is ended. */
  readonly opened: (clearAway: () => Promise<void>) => void
}

/** Tries the cells on one shop; after one that failed, on a fresh one, so that each stands for itself. */
export async function tryBroker(trial: Trial): Promise<BrokerTried> {
  const began = Date.now()
  const tried: Tried[] = []
  while (tried.length < trial.cells.length) {
    const rest = trial.cells.slice(tried.length)
    tried.push(...(await inOneShop(trial, rest, tried.length)))
  }
  const seconds = Math.round((Date.now() - began) / 1_000)
  return { broker: trial.broker, seconds, tried }
}

/** Tries cells until one fails; its shop's logs and data are kept. */
async function inOneShop(
  { broker, scale, orders, opened, cells: { length: of } }: Trial,
  rest: readonly Cell[],
  done: number,
): Promise<readonly Tried[]> {
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-crash-'))
  const shop = await openCrashShop(folder, broker, scale)
  const clear = () => rm(folder, { recursive: true, force: true })
  opened(() => shop.close().finally(clear))
  const tried: Tried[] = []
  try {
    const crash = await shop.started
    for (const cell of rest) {
      const one = await tryCell(crash, cell, { orders, seed: seedOf(cell) })
      tried.push(one)
      print(`  ${rowOf(one)} [${done + tried.length} of ${of}]`)
      if (one.wrong.length > 0) break
    }
  } finally {
    await shop.close()
  }
  const failed = tried.find(({ wrong }) => wrong.length > 0)
  if (failed) tellOf(failed, { broker, scale, orders, folder })
  else await clear()
  return tried
}

/** A cell has the same orders whichever others are tried. */
const seedOf = (cell: Cell): number => cells.indexOf(cell) + 1

type Kept = Pick<Trial, 'broker' | 'scale' | 'orders'> & { readonly folder: string }

function tellOf({ cell, wrong }: Tried, { broker, scale, orders, folder }: Kept) {
  const flags = `--broker ${broker} --scale ${scale} --orders ${orders} --only ${cell.id}`
  for (const what of wrong.slice(0, 10)) print(`      ${what}`)
  print(`      Logs and data: ${folder}`)
  print(`      Again: npm run crash -- ${flags}`)
}
