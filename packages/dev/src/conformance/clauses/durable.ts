import type { Fleet } from '../../shop/fleet.ts'
import { type Clause, expect } from '../clause.ts'
import { priceChanges } from '../prices.ts'
import { handled, published, say } from '../world.ts'

export const durable: Clause = {
  id: 'durable',
  title: 'What is published while a consumer is stopped is handled once it is back.',
  async check(world) {
    const { fleet } = world.shop
    const ids = await whileStopped(fleet, 'basket', async () => {
      const said = await say(world, priceChanges(40))
      await published(world, 'catalog', said)
      return said
    })
    const rows = await handled(world, 'basket', ids)
    expect(rows.length === ids.length, `${rows.length} of ${ids.length} events were handled`)
    return `${ids.length} events waited for basket and were handled`
  },
}

async function whileStopped<T>(fleet: Fleet, app: string, work: () => Promise<T>): Promise<T> {
  await fleet.stop(app)
  try {
    return await work()
  } finally {
    await fleet.start(app)
  }
}
