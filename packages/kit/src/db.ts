import {
  type Kysely,
  Kysely as KyselyDatabase,
  type Migration,
  Migrator,
  PostgresDialect,
  type Transaction,
} from 'kysely'
import pg from 'pg'
import { flowMigration } from './flow-tables.ts'
import type { Logger } from './log.ts'
import { messagingMigration, relayHoldsMigration } from './messaging.ts'
import { saidIn, wakeRelay } from './outbox.ts'
import { indexStuck } from './stuck.ts'

// bigint columns hold counters and sequences, which stay far below 2^53.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)

/** Kysely over one pool of at most `max` connections. */
export function openDatabase<DB>(name: string, url: string, max: number, log: Logger): Kysely<DB> {
  const pool = new pg.Pool({ connectionString: url, max, application_name: name })
  // Without a listener a dropped connection ends the process: an idle one is said by the pool,
  // one in use by its client (its query is refused as well, which is what its user hears).
  pool.on('error', (err) => log.warn({ err }, 'lost an idle database connection'))
  pool.on('connect', (client) => {
    client.on('error', (err) => log.warn({ err }, 'lost a database connection'))
  })
  return new KyselyDatabase<DB>({ dialect: new PostgresDialect({ pool }) })
}

/** For a service without tables: any query says so. */
export const noDatabase = <DB>(): Kysely<DB> =>
  new KyselyDatabase<DB>({
    dialect: new PostgresDialect({
      pool: () => Promise.reject(new Error('this service has no database')),
    }),
  })

/** Brings the tables up to date; replicas that start together wait for each other. */
export async function migrate<DB>(db: Kysely<DB>, own: Record<string, Migration>, log: Logger) {
  const migrations = {
    '000_messaging': messagingMigration,
    '000_messaging_flow': flowMigration,
    '000_messaging_holds': relayHoldsMigration,
    ...own,
  }
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    // The kit's own go on, also where a service's first ones have been run.
    allowUnorderedMigrations: true,
  })
  const { error, results = [] } = await migrator.migrateToLatest()
  for (const result of results) log.info({ migration: result.migrationName }, result.status)
  if (error) throw error
  await indexStuck(db)
}

/** Serialization failure and deadlock: running again is the cure (PostgreSQL manual §13.5). */
const passing = new Set(['40001', '40P01'])

const isPassing = (error: unknown) =>
  error instanceof pg.DatabaseError && passing.has(error.code ?? '')

/**
 * Runs `work` in one READ COMMITTED transaction and wakes the relay once it has committed.
 * A deadlock or serialization failure is tried again, three times in all.
 */
export async function inTransaction<DB, T>(
  db: Kysely<DB>,
  work: (tx: Transaction<DB>) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(db, work)
    } catch (error) {
      if (attempt === 3 || !isPassing(error)) throw error
    }
  }
}

async function once<DB, T>(db: Kysely<DB>, work: (tx: Transaction<DB>) => Promise<T>): Promise<T> {
  const { result, said } = await db.transaction().execute(async (tx) => {
    const result = await work(tx)
    return { result, said: saidIn(tx) }
  })
  if (said) wakeRelay(db)
  return result
}
