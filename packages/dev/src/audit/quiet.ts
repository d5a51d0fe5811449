import { setTimeout as sleep } from 'node:timers/promises'
import type { Circumstances } from './check.ts'
import { eventsArrive } from './checks/events-arrive.ts'
import { everythingPublished } from './checks/everything-published.ts'
import type { Databases } from './databases.ts'
import { findPassing } from './passing.ts'

const between = 500

/**
 * Waits, at most `ms`, until nothing is in a passing state, waits to be published or is on its way.
 * Gives what still is when the time is over.
 */
export async function untilQuiet(
  databases: Databases,
  given: Circumstances,
  ms: number,
): Promise<readonly string[]> {
  for (const end = Date.now() + ms; ; await sleep(between)) {
    const moving = await movement(databases, given)
    if (moving.length === 0 || Date.now() > end) return moving
  }
}

async function movement(databases: Databases, given: Circumstances): Promise<readonly string[]> {
  const passing = await findPassing(databases)
  const open = passing.filter(({ stuck }) => !stuck)
  if (open.length > 0) return open.map(({ id, app, state }) => `${id} is ${state} in ${app}`)
  for (const check of [everythingPublished, eventsArrive]) {
    const { violations } = await check.find(databases, given)
    if (violations.length > 0) return violations.map(({ id, what }) => `${id}: ${what}`)
  }
  return []
}
