import type { AnalyticsQuery } from '@shop/kit/api.ts'
import { type RawBuilder, sql } from 'kysely'

/** What lies at `from` or later and before `until`; without them all of it. */
export type Range = { readonly from: Date | undefined; readonly until: Date | undefined }

const day = 24 * 3_600_000

/** `to` counts whole: the day with all its hours, the moment with its millisecond. */
export function toRange({ from, to }: AnalyticsQuery): Range {
  const length = to?.includes('T') ? 1 : day
  return {
    from: from === undefined ? undefined : new Date(from),
    until: to === undefined ? undefined : new Date(Date.parse(to) + length),
  }
}

/** Whether a time lies in the range; a time that is not known lies only in the range without bounds. */
export function within(
  time: string | RawBuilder<unknown>,
  { from, until }: Range,
): RawBuilder<boolean> {
  const when = typeof time === 'string' ? sql.ref(time) : time
  const bounds = [
    ...(from ? [sql`${when} >= ${from}`] : []),
    ...(until ? [sql`${when} < ${until}`] : []),
  ]
  return bounds.length > 0 ? sql`(${sql.join(bounds, sql` and `)})` : sql`true`
}
