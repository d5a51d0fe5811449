import { eventually } from '../../eventually.ts'
import { type Clause, expect } from '../clause.ts'
import { placeOrder } from '../orders.ts'
import { priceChange, someProduct } from '../prices.ts'
import { handled, say } from '../world.ts'

export const largeEvent: Clause = {
  id: 'large',
  title: 'An event of 900 KB is handled.',
  async check(world) {
    const padding = 'x'.repeat(900 * 1024)
    const ids = await say(world, [priceChange(someProduct(), 1, { padding })])
    await handled(world, 'basket', ids)
    return `${Math.round(padding.length / 1024)} KB of payload`
  },
}

export const nonAscii: Clause = {
  id: 'non-ascii',
  title: 'Content in any script arrives as it was written.',
  async check(world) {
    const address = { street: 'Größe 1 · 東京都 · Ελλάδα', city: 'Łódź 🚲' }
    const order = await placeOrder(world, { address })
    const end = await order.settled('Paid')
    expect(end.address.street === address.street, `the street became ${end.address.street}`)
    expect(end.address.city === address.city, `the city became ${end.address.city}`)
    return `“${address.street}, ${address.city}” went through checkout and ordering`
  },
}

export const priorityDispatch: Clause = {
  id: 'priority',
  title: 'Express checkouts go to a listener of their own.',
  async check(world) {
    const handlers = []
    for (const priority of ['express', 'normal'] as const) {
      const { orderId } = await placeOrder(world, { priority })
      const [row] = await eventually('ordering to hear of the checkout', async () => {
        const rows = await world.databases.query<{ handler: string }>(
          'ordering',
          `select handler from inbox where topic = 'order-checkouts' and subject = $1`,
          [orderId],
        )
        return rows.length > 0 && rows
      })
      handlers.push(row?.handler ?? '')
    }
    const [express = '', normal = ''] = handlers
    expect(express.endsWith('/express'), `an express order went to ${express}`)
    expect(!normal.endsWith('/express'), `a normal order went to ${normal}`)
    return `express went to ${express}, normal to ${normal}`
  },
}
