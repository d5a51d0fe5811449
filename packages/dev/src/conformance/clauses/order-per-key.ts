import { type Clause, expect } from '../clause.ts'
import { stockAnswers } from '../stock-answers.ts'
import { eventLog, handled, say } from '../world.ts'

const why = 'workers take events of one key side by side; consumers go by versions (DELIVERY.md)'

export const orderPerKey: Clause = {
  id: 'order-per-key',
  title: 'Events of one key are handled in the order in which they were said.',
  notPromised: { redis: why, rabbitmq: why },
  async check(world) {
    const keys = 30
    const events = stockAnswers(keys, 8)
    const ids = await say(world, events)
    const rows = await handled(world, 'ordering', ids)
    const place = new Map(ids.map((id, index) => [id, index]))
    const last = new Map<string, number>()
    for (const { subject, event_id } of rows) {
      const now = place.get(event_id) ?? 0
      const before = last.get(subject ?? '') ?? -1
      expect(before < now, `events of ${subject} were handled out of order`)
      last.set(subject ?? '', now)
    }
    const owners = await ownersOf(world, ids, rows)
    expect(owners.size === world.replicas, `${owners.size} of ${world.replicas} replicas own keys`)
    return `${keys} keys of 8 events in order; ${owners.size} replica(s) own some each`
  },
}

/** Which replica has handled how many keys; a key has one owner. */
async function ownersOf(
  world: Parameters<Clause['check']>[0],
  ids: readonly string[],
  rows: readonly { event_id: string; subject: string | null }[],
) {
  const subjects = new Map(rows.map((row) => [row.event_id, row.subject]))
  const owner = new Map<string, string>()
  for (const { msg, eventId = '', replica } of await eventLog(world, 'ordering')) {
    const subject = subjects.get(eventId)
    if (msg !== 'handled' || !subject || !ids.includes(eventId)) continue
    const known = owner.get(subject)
    expect(known === undefined || known === replica, `${subject} had two owners`)
    owner.set(subject, replica)
  }
  return new Set(owner.values())
}
