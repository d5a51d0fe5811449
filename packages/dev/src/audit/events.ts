import { contracts } from '@shop/kit/events.ts'
import { type Databases, databaseOf } from './databases.ts'
import { type Difference, differences } from './difference.ts'

/** A way that events take: from the app that says them to one that hears them. */
export type Way = { readonly from: string; readonly to: string; readonly types: readonly string[] }

/** The ways between apps of the run. */
export function waysOf(databases: Databases): readonly Way[] {
  const ways = new Map<string, Way>()
  for (const { from, hears, type } of contracts) {
    for (const to of hears.filter((app) => databases.has(app) && databases.has(from))) {
      const key = `${from} ${to}`
      const types = [...(ways.get(key)?.types ?? []), type]
      ways.set(key, { from, to, types })
    }
  }
  return [...ways.values()]
}

/** `type`, or `type/lane` where the event's priority has a listener of its own. */
function handlerSql({ to, types }: Way): string {
  const cases = contracts
    .filter((contract) => types.includes(contract.type) && contract.lanes?.[to])
    .map(({ type, lanes }) => {
      const of = (lanes?.[to] ?? []).map((lane) => `'${lane}'`).join(', ')
      return `when type = '${type}' and priority in (${of}) then type || '/' || priority`
    })
  return cases.length === 0 ? 'type' : `case ${cases.join(' ')} else type end`
}

/**
 * Where the outbox of one app and the inbox of another don't agree: events without an inbox row of
 * their handler, and rows of events that nobody said. Rows are kept for 30 days, an event's outbox
 * row the shortest, and ids begin with the time: what is older than 29 days is left out.
 */
export const notTold = (databases: Databases, way: Way): Promise<readonly Difference[]> =>
  differences(
    databases,
    {
      app: way.from,
      sql: `select id::text as key, ${handlerSql(way)} as value from outbox
        where type = any($1) and source = $2 and id > $3`,
      values: [way.types, way.from, firstIdKept()],
    },
    {
      app: way.to,
      sql: `select event_id as key, handler as value from inbox where type = any($1) and event_id > $2`,
      values: [way.types, firstIdKept()],
    },
  )

const keptFor = 29 * 24 * 3_600_000

/** The first UUIDv7 of 29 days ago. */
function firstIdKept(): string {
  const time = (Date.now() - keptFor).toString(16).padStart(12, '0')
  return `${time.slice(0, 8)}-${time.slice(8)}-7000-8000-000000000000`
}

export type SaidEvent = {
  readonly id: string
  readonly type: string
  readonly subject: string
  /** Of the order or price, where the event has one. */
  readonly version: number
  readonly published: boolean
}

/** What was said, of events that their ids name. */
export const saidEvents = (databases: Databases, app: string, ids: readonly string[]) =>
  databaseOf(databases, app)<SaidEvent>(
    `select id::text as id, type, subject, published_at is not null as published,
       coalesce((data ->> 'version')::int, 0) as version
     from outbox where id = any($1::uuid[])`,
    [ids],
  )
