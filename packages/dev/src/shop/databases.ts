import pg from 'pg'
import type { RunFile } from './run-file.ts'

/** The databases of a run, as somebody from outside sees them. */
export type Databases = {
  /** The app ids that have one. */
  readonly apps: readonly string[]
  /** Runs a statement in an app's own database. */
  query<T extends pg.QueryResultRow = pg.QueryResultRow>(
    app: string,
    text: string,
    values?: readonly unknown[],
  ): Promise<T[]>
  close(): Promise<void>
}

/**
 * Opens the databases of a running shop; connections are made when they are needed, and two apps
 * that share a database share them. `options` are those of each session, as `psql` takes them in
 * PGOPTIONS.
 */
export function openDatabases({ databases }: Pick<RunFile, 'databases'>, options = ''): Databases {
  const pools = new Map<string, pg.Pool>()
  const poolOf = (app: string): pg.Pool => {
    const url = databases[app]
    if (!url) throw new Error(`${app} has no database in this run`)
    const known = pools.get(url)
    if (known) return known
    const pool = new pg.Pool({ connectionString: url, max: 4, options })
    // A database that goes away meanwhile is told by the next query.
    pool.on('error', () => {})
    pools.set(url, pool)
    return pool
  }
  return {
    apps: Object.keys(databases),
    async query<T extends pg.QueryResultRow>(
      app: string,
      text: string,
      values: readonly unknown[] = [],
    ) {
      return (await poolOf(app).query<T>(text, [...values])).rows
    },
    async close() {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
    },
  }
}
