import { orderCancelled, orderPaid, orderSubmitted } from '@shop/kit/events.ts'
import { eventually } from '../../eventually.ts'
import { type Clause, expect } from '../clause.ts'
import { placeOrder } from '../orders.ts'
import { handledOf } from '../world.ts'

const statuses = [orderSubmitted, orderPaid, orderCancelled].map((contract) => contract.topic)

export const neverRan: Clause = {
  id: 'never-ran',
  title: 'What was published before a consumer ever ran is handled when it first runs.',
  async check(world) {
    const { fleet } = world.shop
    const waits = fleet.all().find((one) => one.app.appID === 'notifications')
    expect(waits?.sidecar === undefined, 'notifications has been running already')
    const order = await placeOrder(world)
    await order.settled('Paid')
    const ids = await saidStatuses(world, order.orderId)
    await fleet.start('notifications')
    await eventually('notifications to handle what was said before it ran', async () => {
      const rows = await handledOf(world, 'notifications', ids)
      return rows.length === ids.length
    })
    return `${ids.length} statuses of an order were published before notifications first ran`
  },
}

async function saidStatuses(world: Parameters<Clause['check']>[0], orderId: string) {
  const rows = await world.databases.query<{ id: string }>(
    'ordering',
    'select id from outbox where subject = $1 and topic = any($2::text[])',
    [orderId, statuses],
  )
  return rows.map((row) => row.id)
}
