import type { Check, Violation } from '../check.ts'
import type { Databases } from '../databases.ts'
import { deadLettersOf } from '../dead-letters.ts'
import type { Difference } from '../difference.ts'
import { notTold, saidEvents, type Way, waysOf } from '../events.ts'
import { madeGood } from '../made-good.ts'

export const eventsArrive: Check = {
  name: 'events-arrive',
  says: 'Each published event was handled once by each app that hears it, or is a dead letter there.',
  needs: [],
  async find(databases, { brokerMayLose }) {
    const ways = waysOf(databases)
    const found = await Promise.all(ways.map((way) => lookAt(databases, way, brokerMayLose)))
    const repaired = found.reduce((sum, one) => sum + one.repaired, 0)
    return {
      violations: found.flatMap((one) => one.violations),
      note: repaired === 0 ? undefined : `events lost on the way and made good for: ${repaired}`,
    }
  },
}

async function lookAt(databases: Databases, way: Way, brokerMayLose: boolean) {
  const found = await notTold(databases, way)
  const absent = found.filter(({ right }) => right.length === 0).map(({ key }) => key)
  const published = (await saidEvents(databases, way.from, absent)).filter((one) => one.published)
  const dead = await deadLettersOf(databases, way.to, absent)
  const lost = published.filter((one) => !dead.has(one.id))
  const good = brokerMayLose ? await madeGood(databases, way.to, lost) : new Set()
  const missing = lost.filter((one) => !good.has(one.id))
  return {
    repaired: good.size,
    violations: [
      ...missing.map(({ id, type, subject }) => ({
        id,
        what: `${type} about ${subject} has not been handled by ${way.to}`,
      })),
      ...found.filter(({ right }) => right.length > 0).map((one) => tooMuch(way, one)),
    ],
  }
}

const tooMuch = ({ from, to }: Way, { key, left, right }: Difference): Violation => ({
  id: key,
  what:
    left.length === 0
      ? `${to} has handled ${right.join(' and ')}, which ${from} never said`
      : `${to} has handled it as ${right.join(' and ')}, not as ${left.join(' and ')}`,
})
