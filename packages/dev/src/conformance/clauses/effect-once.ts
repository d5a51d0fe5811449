import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { productPriceChanged } from '@shop/kit/events.ts'
import { eventually } from '../../eventually.ts'
import { type Clause, expect } from '../clause.ts'
import { priceChanges } from '../prices.ts'
import { eventLog, handled, say } from '../world.ts'

export const effectOnce: Clause = {
  id: 'effect-once',
  title:
    'A consumer killed between its commit and its answer gets the event again, without effect.',
  async check(world) {
    const events = priceChanges(20)
    const point = `basket.event.committed@${productPriceChanged.type}`
    await writeFile(join(world.failpoints, point), '')
    const ids = await say(world, events)
    const rows = await handled(world, 'basket', ids)
    expect(rows.length === ids.length, `${rows.length} handlings of ${ids.length} events`)
    const again = await eventually(
      'the event that was not acknowledged to come again',
      async () => {
        const lines = await eventLog(world, 'basket')
        const seen = lines.filter(({ msg, eventId }) => {
          return msg === 'handled before' && ids.includes(eventId ?? '')
        })
        return seen.length > 0 && seen.length
      },
      90_000,
    )
    const prices = await world.databases.query(
      'basket',
      'select from prices where product_id = any($1)',
      [events.map((event) => event.data.productId)],
    )
    expect(prices.length === ids.length, `${prices.length} prices of ${ids.length}`)
    return `${again} of ${ids.length} events came again after a kill −9 and changed nothing`
  },
}
