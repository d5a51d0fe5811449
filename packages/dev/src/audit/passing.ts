import { type Databases, databaseOf } from './databases.ts'

/** What waits for somebody's answer: since when, and whether it was given up as stuck. */
export type Passing = {
  readonly id: string
  readonly app: string
  readonly state: string
  /** Seconds. */
  readonly age: number
  readonly stuck: boolean
}

const notFinal = `status in ('Submitted', 'AwaitingValidation', 'StockConfirmed')`

/** By app: what is in a passing state; `since` is when it came into it. */
const tables: Readonly<Record<string, string>> = {
  basket: `select order_id, 'an unconfirmed checkout' as state, accepted_at as since, stuck_at
    from checkouts where confirmed_at is null`,
  ordering: `select order_id, status as state, changed_at as since, stuck_at
    from orders where ${notFinal}`,
  catalog: `select order_id, status as state, changed_at as since, stuck_at
    from reservations where status = 'reserved'`,
  payment: `select order_id, status as state, changed_at as since, stuck_at
    from payments where status in ('requested', 'charging', 'refunding') or stuck_at is not null`,
  notifications: `select order_id, o.status as state, u.occurred_at as since, o.stuck_at
    from orders o join updates u using (order_id, version) where o.${notFinal}`,
  analytics: `select order_id, coalesce(status, 'unknown') as state, latest_at as since, stuck_at
    from orders where status is null or ${notFinal}`,
}

/** All that is in a passing state, in every app of the run. */
export async function findPassing(databases: Databases): Promise<readonly Passing[]> {
  const found = await Promise.all(
    Object.entries(tables).map(async ([app, table]) => {
      if (!databases.has(app)) return []
      const rows = await databaseOf(
        databases,
        app,
      )<Omit<Passing, 'app'>>(`
        select order_id::text as id, state, stuck_at is not null as stuck,
          coalesce(extract(epoch from now() - since), 0)::float8 as age
        from (${table}) as passing`)
      return rows.map((row) => ({ ...row, app }))
    }),
  )
  return found.flat()
}
