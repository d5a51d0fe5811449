import type { Transaction } from 'kysely'
import { type Order, soldAt } from './order.ts'
import type { Tables } from './tables.ts'

const minute = 60_000

/** The start of the UTC minute that a moment is in. */
export const minuteOf = (time: Date): Date => new Date(Math.floor(time.getTime() / minute) * minute)

/** The minutes whose sales are not what they were, now that more is known of an order. */
export function changedMinutes(before: Order, after: Order): readonly Date[] {
  const [was, is] = [soldAt(before), soldAt(after)]
  if (was?.getTime() === is?.getTime()) {
    const same = before.total === after.total && before.hasLines === after.hasLines
    return is && !same ? [minuteOf(is)] : []
  }
  return [was, is].flatMap((time) => (time ? [minuteOf(time)] : []))
}

/** Not one row for each minute: those that change the same one would wait for each other. */
export async function noteMinutes(tx: Transaction<Tables>, minutes: readonly Date[]) {
  if (minutes.length === 0) return
  await tx
    .insertInto('changed_minutes')
    .values(minutes.map((minute) => ({ minute })))
    .execute()
}
