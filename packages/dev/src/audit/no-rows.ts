import type { Check, Violation } from './check.ts'
import { databaseOf } from './databases.ts'

type Sought = {
  readonly name: string
  readonly says: string
  readonly app: string
  /** Finds what must not be there: columns `id` and `what`, both text. */
  readonly sql: string
  readonly values?: readonly unknown[]
}

/** A check within one database. */
export const noRows = ({ name, says, app, sql, values = [] }: Sought): Check => ({
  name,
  says,
  needs: [app],
  async find(databases) {
    return { violations: await databaseOf(databases, app)<Violation>(sql, values) }
  },
})
