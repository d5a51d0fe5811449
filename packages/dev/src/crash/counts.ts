import type { Databases } from '../shop/databases.ts'

/** What a shop has on record of its own repairs. */
export type Counts = {
  /** Requests of orders that were said again, since nobody had answered them in time. */
  readonly saidAgain: number
  readonly deadLetters: number
}

/** By app: the requests that are said again. */
const requests: Readonly<Record<string, readonly string[]>> = {
  basket: ['UserCheckoutAcceptedIntegrationEvent'],
  ordering: [
    'OrderStatusChangedToAwaitingValidationIntegrationEvent',
    'OrderStatusChangedToStockConfirmedIntegrationEvent',
    'GracePeriodConfirmedIntegrationEvent',
  ],
}

const again = `
  select count(*)::int - count(distinct (type, subject))::int as count
  from outbox where type = any($1)`

export async function countsOf(databases: Databases): Promise<Counts> {
  const one = async (app: string, sql: string, values: readonly unknown[] = []) =>
    (await databases.query<{ count: number }>(app, sql, values))[0]?.count ?? 0
  const said = await Promise.all(
    Object.entries(requests).map(([app, types]) => one(app, again, [types])),
  )
  return {
    saidAgain: said.reduce((sum, count) => sum + count, 0),
    deadLetters: await one('operations', 'select count(*)::int as count from dead_letters'),
  }
}
