import { setTimeout as sleep } from 'node:timers/promises'
import { type Order, order, orderSummary, page } from '@shop/kit/api.ts'
import { isSettled } from '@shop/kit/order-status.ts'
import { ask, type Gateway } from './gateway.ts'
import type { End } from './ledger.ts'
import type { Buyer } from './place-order.ts'

const between = 500

/** When orders last went forward: what is still open long after it will not come to an end. */
export type Movement = { at: number }

/**
 * Waits until an order has come to its end; undefined if for `patience` ms no order at all went
 * forward. Asked seldom, so that the asking is no load of its own.
 */
export async function followOrder(
  gateway: Gateway,
  { token }: Buyer,
  orderId: string,
  movement: Movement,
  patience: number,
): Promise<End | undefined> {
  for (let known = ''; ; await sleep(between)) {
    const now = await ask(gateway, order, { method: 'GET', path: `/orders/${orderId}`, token })
    if (now.status !== known) movement.at = Date.now()
    known = now.status
    if (isSettled(now.status)) return endOf(now)
    if (Date.now() - movement.at > patience) return undefined
  }
}

function endOf({ status, description, items, total, history }: Order): End {
  const lines = items.map(({ productId, quantity }) => ({ productId, quantity }))
  const entry = history.find((one) => one.status === status)
  return { status, description, lines, total, at: Date.parse(entry?.at ?? '') }
}

/** How many orders a buyer has. */
export async function countOrders(gateway: Gateway, { token }: Buyer): Promise<number> {
  const call = { method: 'GET', path: '/orders?pageSize=1', token } as const
  return (await ask(gateway, page(orderSummary), call)).total
}
