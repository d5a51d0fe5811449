import type { RunFile } from '../shop/run-file.ts'
import type { Circumstances, Violation } from './check.ts'
import { checks } from './checks.ts'
import { type Databases, openReadOnly } from './databases.ts'
import { untilQuiet } from './quiet.ts'

export type Finding = {
  readonly check: string
  readonly says: string
  /** The apps that it needs and that are not in the run: then it was left out. */
  readonly missing: readonly string[]
  readonly violations: readonly Violation[]
  readonly note?: string | undefined
  readonly ms: number
}

export type Audit = {
  readonly ok: boolean
  /** Of all violations, how many; and how long it all took but for the waiting. */
  readonly violations: number
  readonly seconds: number
  /** What was still on its way when the waiting ended; empty for a quiet shop. */
  readonly unquiet: readonly string[]
  readonly findings: readonly Finding[]
}

type Options = Partial<Circumstances> & {
  /** How long to wait for the shop to come to rest, in ms. */
  readonly wait?: number
}

/** Longer than the grace period and the first asking again take together. */
const usualLimit = 3 * 60_000

/** Reads every service's data and judges it, once the shop is at rest. */
export async function audit(
  run: Pick<RunFile, 'databases'>,
  { wait = 0, limit = usualLimit, brokerMayLose = false }: Options = {},
): Promise<Audit> {
  const { databases, close } = openReadOnly(run)
  try {
    const given = { limit, brokerMayLose }
    const unquiet = wait > 0 ? await untilQuiet(databases, given, wait) : []
    const findings = await judgeTwice(databases, given, wait)
    const violations = findings.reduce((sum, one) => sum + one.violations.length, 0)
    const seconds = findings.reduce((sum, { ms }) => sum + ms, 0) / 1_000
    return { ok: violations === 0, violations, seconds, unquiet, findings }
  } finally {
    await close()
  }
}

/**
 * Every check, and once more where something is not as it has to be: also of a shop at rest
 * something is said now and then, such as the sales of a minute that is over, and an event on its
 * way is no fault. What is seen both times stays.
 */
export async function judgeTwice(
  databases: Databases,
  given: Circumstances,
  wait: number,
): Promise<Finding[]> {
  const first = await judge(databases, given)
  if (wait === 0 || first.every(({ violations }) => violations.length === 0)) return first
  await untilQuiet(databases, given, wait)
  const seen = new Set(first.flatMap((one) => one.violations.map(({ id }) => `${one.check} ${id}`)))
  return (await judge(databases, given)).map((one) => ({
    ...one,
    violations: one.violations.filter(({ id }) => seen.has(`${one.check} ${id}`)),
  }))
}

/** Every check, one after the other. */
export async function judge(databases: Databases, given: Circumstances): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const { name: check, says, needs, find } of checks) {
    const missing = needs.filter((app) => !databases.has(app))
    const started = performance.now()
    const looked = missing.length > 0 ? { violations: [] } : await find(databases, given)
    const ms = Math.round(performance.now() - started)
    findings.push({ check, says, missing, ms, ...looked })
  }
  return findings
}
