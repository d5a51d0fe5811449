import { type Clause, expect } from '../clause.ts'
import { stockAnswers } from '../stock-answers.ts'
import { eventLog, handled, say } from '../world.ts'

export const competing: Clause = {
  id: 'competing',
  title: 'Replicas share the work: each event is handled by one of them, and all take part.',
  async check(world) {
    const ids = await say(world, stockAnswers(120, 1))
    await handled(world, 'ordering', ids)
    const lines = (await eventLog(world, 'ordering')).filter(
      ({ msg, eventId }) => msg.startsWith('handled') && ids.includes(eventId ?? ''),
    )
    const once = new Set(lines.map((line) => line.eventId)).size
    expect(lines.length === once, `${once} events were delivered ${lines.length} times`)
    const took = new Set(lines.map((line) => line.replica)).size
    expect(took === world.replicas, `${took} of ${world.replicas} replicas took part`)
    return `${ids.length} events over ${world.replicas} replica(s) of ordering, each handled once`
  },
}
