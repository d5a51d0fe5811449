import type { Check } from '../check.ts'
import { databaseOf } from '../databases.ts'

const sql = `
  select id::text as id, format('%s about %s has waited since %s%s', type, subject, occurred_at,
    ', the last attempt: ' || last_error) as what
  from outbox where published_at is null and source = $1 order by seq`

export const everythingPublished: Check = {
  name: 'everything-published',
  says: 'Each event that was said has been given to the broker.',
  needs: [],
  async find(databases) {
    const found = await Promise.all(
      [...databases.keys()].map((app) =>
        databaseOf(databases, app)<{ id: string; what: string }>(sql, [app]),
      ),
    )
    return { violations: found.flat() }
  },
}
