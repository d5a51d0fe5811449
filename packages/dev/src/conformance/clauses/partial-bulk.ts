import { randomBytes } from 'node:crypto'
import { eventually } from '../../eventually.ts'
import { type Clause, expect } from '../clause.ts'
import { priceChange, someProduct } from '../prices.ts'
import { refuseSome } from '../refusing-broker.ts'
import { handled, published, say } from '../world.ts'

export const partialBulk: Clause = {
  id: 'partial-bulk',
  title:
    'Where the broker refuses a part of a bulk, that part is published later, and nothing twice.',
  notPromised: {
    rabbitmq:
      'the component answers success for what the broker refused; such an event is asked for again (DELIVERY.md)',
  },
  async check(world) {
    // The small ones fit what the broker still takes, the large ones don't, compressed or not.
    const padding = randomBytes(30_000).toString('base64')
    const events = Array.from({ length: 30 }, (_, index) =>
      priceChange(someProduct(), 1, index % 10 === 9 ? { padding } : {}),
    )
    const accept = await refuseSome(world)
    const ids = await say(world, events)
    const refused = await heldBack(world, ids).finally(accept)
    await published(world, 'catalog', ids)
    const rows = await handled(world, 'basket', ids)
    expect(rows.length === ids.length, `${rows.length} handlings of ${ids.length} events`)
    return `${refused} of ${ids.length} events were refused at first; each was handled once`
  },
}

/** How many were refused while the others of their bulk were taken. */
async function heldBack(world: Parameters<Clause['check']>[0], ids: readonly string[]) {
  return eventually('the broker to refuse a part', async () => {
    const [row] = await world.databases.query<{ refused: number; taken: number }>(
      'catalog',
      `select count(*) filter (where published_at is null and attempts > 0)::int as refused,
              count(*) filter (where published_at is not null)::int as taken
       from outbox where id = any($1::uuid[])`,
      [ids],
    )
    return row !== undefined && row.refused > 0 && row.taken > 0 && row.refused
  })
}
