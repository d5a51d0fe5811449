import type { Databases } from './databases.ts'

/**
 * Which of these events are dead letters of an app, open or thrown away; one that was redriven has
 * to be handled. None are known where operations isn't in the run.
 */
export async function deadLettersOf(
  databases: Databases,
  app: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const query = databases.get('operations')
  if (!query || ids.length === 0) return new Set()
  const rows = await query<{ id: string }>(
    `select event_id as id from dead_letters
     where consumer = $1 and event_id = any($2) and status <> 'redriven'`,
    [app, ids],
  )
  return new Set(rows.map((row) => row.id))
}
