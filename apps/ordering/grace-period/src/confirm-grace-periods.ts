import { inTransaction } from '@shop/kit/db.ts'
import { gracePeriodConfirmed } from '@shop/kit/events.ts'
import { say } from '@shop/kit/outbox.ts'
import { askedAgain, askedFirst } from '@shop/ordering/asking.ts'
import type { Tables } from '@shop/ordering/tables.ts'
import type { Transaction } from 'kysely'
import { type DueOrder, lockDueOrders, stamp } from './due-orders.ts'
import type { Task } from './service.ts'

/** Confirmed for the first time (an express order, or another), once more, or given up as stuck. */
type Outcome = 'confirmed' | 'express' | 'again' | 'stuck'
/** How many orders a run has confirmed, and of them the express ones; the rest as in Outcome. */
export type Counts = Readonly<Record<Outcome, number>>

const batch = 100

/** Confirms all orders whose grace period has ended by `now`, in transactions of a hundred. */
export async function confirmGracePeriods(task: Task, now: Date): Promise<Counts> {
  const outcomes: Outcome[] = []
  for (;;) {
    const some = await confirmSome(task, now)
    outcomes.push(...some)
    if (some.length < batch) break
  }
  const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length
  const express = count('express')
  return {
    confirmed: count('confirmed') + express,
    express,
    again: count('again'),
    stuck: count('stuck'),
  }
}

const confirmSome = (task: Task, now: Date): Promise<readonly Outcome[]> =>
  inTransaction(task.db, async (tx) => {
    const placedBefore = new Date(now.getTime() - task.config.GRACE_PERIOD)
    const outcomes: Outcome[] = []
    for (const order of await lockDueOrders(tx, { now, placedBefore, limit: batch })) {
      outcomes.push(await confirm(task, tx, order, now))
    }
    return outcomes
  })

/** Says it and stamps the order in one transaction, so neither happens without the other. */
async function confirm(
  { config, log }: Task,
  tx: Transaction<Tables>,
  { orderId, priority, asking }: DueOrder,
  now: Date,
): Promise<Outcome> {
  const first = asking.nextAskAt === undefined
  const next = first
    ? askedFirst(now, config.ASK_AGAIN_AFTER)
    : askedAgain(asking, now, config.ASK_AGAIN_AFTER)
  await stamp(tx, orderId, next)
  if (next.stuckAt) {
    log.error({ orderId, status: 'Submitted', asked: next.asked }, 'an order is stuck')
    return 'stuck'
  }
  await say(tx, gracePeriodConfirmed, { orderId }, { source: 'grace-period' })
  if (!first) return 'again'
  return priority === 'express' ? 'express' : 'confirmed'
}
