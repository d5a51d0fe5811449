import pg from 'pg'
import type { RunFile } from '../shop/run-file.ts'

/** Runs one query in an app's database. */
export type Query = <T extends pg.QueryResultRow>(
  text: string,
  values?: readonly unknown[],
) => Promise<T[]>

/** The databases of a run, by app; an app that isn't in the run has none. */
export type Databases = ReadonlyMap<string, Query>

export type OpenDatabases = { readonly databases: Databases; close(): Promise<void> }

/** Nothing is changed by looking, and what is grouped and sorted fits into memory. */
const session = '-c default_transaction_read_only=on -c work_mem=128MB -c jit=off'

/** Connects to each database; two apps that share one share the connections. */
export function openDatabases({ databases }: Pick<RunFile, 'databases'>): OpenDatabases {
  const pools = new Map<string, pg.Pool>()
  for (const url of new Set(Object.values(databases))) {
    pools.set(url, new pg.Pool({ connectionString: url, max: 4, options: session }))
  }
  const query =
    (url: string): Query =>
    async (text, values = []) =>
      (await pools.get(url)?.query(text, [...values]))?.rows ?? []
  return {
    databases: new Map(Object.entries(databases).map(([app, url]) => [app, query(url)])),
    close: async () => {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
    },
  }
}

/** The database of an app that a check needs; checks whose apps are missing don't run. */
export function databaseOf(databases: Databases, app: string): Query {
  const query = databases.get(app)
  if (!query) throw new Error(`${app} has no database in this run`)
  return query
}
