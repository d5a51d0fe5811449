import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { allButPages } from '../shop/all-but-pages.ts'
import { openDatabases } from '../shop/databases.ts'
import type { Patch } from '../shop/resources.ts'
import { openSession } from '../shop/session.ts'
import { startShop } from '../shop/start.ts'
import { Broken, type Clause, type Verdict } from './clause.ts'
import { neverRan } from './clauses/never-ran.ts'
import { withProbe } from './clauses/polyglot.ts'
import { brokerVersion } from './versions.ts'
import type { World } from './world.ts'

export type Trial = {
  readonly broker: string
  /** Of ordering and catalog. */
  readonly replicas: number
  readonly scale: number
  readonly folder: string
  readonly clauses: readonly Clause[]
  /** Breaks the broker's settings, to see a clause fail. */
  readonly mutate?: Patch
  /** Told of each shop as it opens: what ends it, should the command be interrupted. */
  readonly opened?: (end: () => Promise<void>) => void
}

export type Tried = Verdict & { readonly clause: string; readonly seconds: number }

/** What one broker was found to keep, with as many replicas. */
export type BrokerReport = {
  readonly broker: string
  readonly version: string
  readonly replicas: number
  readonly tried: readonly Tried[]
}

/** Starts the real shop on a broker, tries each clause in turn, and ends it. */
export async function tryBroker(trial: Trial): Promise<BrokerReport> {
  const { broker, replicas, scale, folder, mutate = (text) => text } = trial
  const failpoints = join(folder, 'failpoints')
  const session = await openSession(folder, true)
  trial.opened?.(session.close)
  await mkdir(failpoints, { recursive: true })
  // Services hear of it by their environment, which the launcher passes on.
  Object.assign(process.env, { FAILPOINTS: failpoints, GRACE_PERIOD: '1s', LOG_LEVEL: 'info' })
  try {
    const shop = await startShop(session, {
      ...{ broker, scale, freePorts: true, only: await allButPages(template), file: template },
      replicas: new Map([
        ['ordering', replicas],
        ['catalog', replicas],
      ]),
      without: new Set<string>(),
      waiting: new Set(trial.clauses.includes(neverRan) ? ['notifications'] : []),
      patch: (text, file) => mutate(withProbe(text, file), file),
    })
    const databases = openDatabases(shop.run())
    session.onClose(() => databases.close())
    const world: World = { broker, replicas, scale, folder, failpoints, shop, databases }
    const tried: Tried[] = []
    for (const clause of trial.clauses) tried.push(await tryClause(clause, world))
    const version = await brokerVersion(shop.ground.brokerServer.env)
    return { broker, version, replicas, tried }
  } finally {
    await session.close()
  }
}

const template = join(root, 'dapr.yaml')

async function tryClause(clause: Clause, world: World): Promise<Tried> {
  const began = Date.now()
  const verdict = await verdictOf(clause, world)
  const seconds = Math.round((Date.now() - began) / 100) / 10
  const sign = { kept: '✓', broken: '✗', 'not promised': '–' }[verdict.status]
  print(`  ${sign} ${clause.id}: ${verdict.evidence} (${seconds} s)`)
  return { ...verdict, clause: clause.id, seconds }
}

async function verdictOf(clause: Clause, world: World): Promise<Verdict> {
  const excuse = clause.notPromised?.[world.broker]
  if (excuse) return { status: 'not promised', evidence: excuse }
  try {
    return { status: 'kept', evidence: await clause.check(world) }
  } catch (error) {
    const evidence = error instanceof Broken ? error.message : String(error)
    return { status: 'broken', evidence }
  }
}
