import type { EventData } from '@shop/kit/contract.ts'
import { orderStockConfirmed } from '@shop/kit/events.ts'
import { newId } from '@shop/kit/ids.ts'
import type { Said } from './world.ts'

/**
 * Answers about orders that nobody has placed: ordering, of which there may be several replicas,
 * hears them, finds that they fit no order, and takes note of the event. `each` for each order.
 */
export function stockAnswers(orders: number, each: number) {
  const ids = Array.from({ length: orders }, () => newId())
  return Array.from({ length: each }, () => ids.map(answer)).flat()
}

const answer = (orderId: string): Said<EventData<typeof orderStockConfirmed>> => ({
  contract: orderStockConfirmed,
  data: { orderId, items: [] },
})
