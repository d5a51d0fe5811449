import type pg from 'pg'
import { openDatabases } from '../shop/databases.ts'
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

/** Connects to the databases of a run, to look and not to touch. */
export function openReadOnly(run: Pick<RunFile, 'databases'>): OpenDatabases {
  const { apps, query, close } = openDatabases(run, session)
  const of =
    (app: string): Query =>
    (text, values) =>
      query(app, text, values)
  return { databases: new Map(apps.map((app) => [app, of(app)])), close }
}

/** The database of an app that a check needs; checks whose apps are missing don't run. */
export function databaseOf(databases: Databases, app: string): Query {
  const query = databases.get(app)
  if (!query) throw new Error(`${app} has no database in this run`)
  return query
}
