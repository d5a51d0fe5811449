import { setTimeout as sleep } from 'node:timers/promises'
import { followOrder, type Movement } from './follow-orders.ts'
import type { Gateway } from './gateway.ts'
import type { Placed, Settled } from './ledger.ts'
import { type Buyer, cancelOrder, placeOrder } from './place-order.ts'
import type { PlannedOrder } from './plan.ts'

export type Progress = {
  /** How many orders have been placed, after each. */
  placed?(count: number): void
  /** And how many have come to their end. */
  settled?(count: number): void
}

type Work = {
  readonly gateway: Gateway
  readonly patience: number
  readonly progress: Progress
  readonly movement: Movement
  readonly placed: Placed[]
  readonly settled: Settled[]
  /** What the shop answered that it never should. */
  readonly faults: string[]
}

/** All buyers at the same time: each places its orders one by one, then waits for their ends. */
export async function carryOut(
  gateway: Gateway,
  buyers: readonly Buyer[],
  plan: readonly PlannedOrder[],
  patience: number,
  progress: Progress,
): Promise<Pick<Work, 'settled' | 'faults'>> {
  const movement = { at: Date.now() }
  const work = { gateway, patience, progress, movement, placed: [], settled: [], faults: [] }
  await Promise.all(
    buyers.map((buyer, client) => {
      const own = plan.filter((planned) => planned.client === client)
      return shop(work, buyer, own)
    }),
  )
  return work
}

async function shop(work: Work, buyer: Buyer, plan: readonly PlannedOrder[]) {
  const under: Promise<Followed>[] = []
  for (const planned of plan) {
    const order = await place(work, buyer, planned)
    if (order) under.push(thinkBetter(work, buyer, order))
  }
  for (const followed of under) await settle(work, buyer, await followed)
}

async function place(work: Work, buyer: Buyer, planned: PlannedOrder): Promise<Placed | undefined> {
  const { gateway, movement, placed, progress } = work
  const order = await noted(work, placeOrder(gateway, buyer, planned))
  movement.at = Date.now()
  if (!order) return undefined
  placed.push(order)
  progress.placed?.(placed.length)
  return order
}

type Followed = Omit<Settled, 'end'>

/** Cancels an order some time after its checkout, if that is planned. */
async function thinkBetter(work: Work, buyer: Buyer, order: Placed): Promise<Followed> {
  const after = order.planned.cancelAfter
  if (after === undefined) return { ...order, cancelled: 'not asked for' }
  await sleep(after)
  const answer = await noted(work, cancelOrder(work.gateway, buyer, order.orderId))
  return { ...order, cancelled: answer ?? 'not asked for' }
}

async function settle(work: Work, buyer: Buyer, order: Followed) {
  const { gateway, movement, patience, settled, progress } = work
  const end = await noted(work, followOrder(gateway, buyer, order.orderId, movement, patience))
  settled.push({ ...order, end })
  progress.settled?.(settled.length)
}

/** A fault ends one order's way, not the load. */
const noted = <T>({ faults }: Work, done: Promise<T>): Promise<T | undefined> =>
  done.catch((error: unknown) => {
    faults.push(error instanceof Error ? error.message : String(error))
    return undefined
  })
