import type { Server } from 'node:http'
import type { Express } from 'express'
import type { Kysely, Migration } from 'kysely'
import { type Auth, createAuth } from './auth.ts'
import { keepTidy } from './cleanup.ts'
import type { ServiceConfig } from './config.ts'
import { migrate, noDatabase, openDatabase } from './db.ts'
import { countFlow } from './flow-counts.ts'
import { internalRoutes } from './internal-routes.ts'
import { createLog, type Logger } from './log.ts'
import { createLoops, type Loop } from './loops.ts'
import type { MessagingTables } from './messaging.ts'
import { messaging, onSaid } from './outbox.ts'
import { relayOutbox } from './relay.ts'
import { createServiceToken } from './service-token.ts'
import { createSidecar, type Sidecar } from './sidecar.ts'

/** What a service's routes and use cases are built from. */
export type Service<DB = unknown, C extends ServiceConfig = ServiceConfig> = {
  readonly name: string
  readonly config: C
  readonly log: Logger
  readonly db: Kysely<DB>
  readonly sidecar: Sidecar
  readonly auth: Auth
  /** A token for calls that no user asked for. */
  readonly serviceToken: () => Promise<string>
  readonly now: () => Date
  readonly isReady: () => boolean
  /** Adds what a service with tables tells other services of itself; `createApp` calls it. */
  readonly internal?: (app: Express) => void
  /** Runs `run` again and again, `ms` after it has ended or when woken, from ready until the drain. */
  every(name: string, ms: number, run: () => Promise<unknown>): Loop
  /**
   * Runs `end` when the service stops, once background work has ended and before answers under way
   * are waited for: the place to end answers that would never end by themselves.
   */
  onDrain(end: () => unknown): void
}

type Options<DB, C extends ServiceConfig> = {
  /** The app id. */
  readonly name: string
  readonly config: C
  /** For a service with tables; the outbox, inbox and failures are added to them. */
  readonly migrations?: Readonly<Record<string, Migration>>
  /** Fills empty tables; must be idempotent. */
  readonly seed?: (db: Kysely<DB>) => Promise<unknown>
  readonly app: (service: Service<DB, C>) => Express
}

/**
 * The life of a service: bring the tables up to date, listen, wait for the sidecar, become ready,
 * and on SIGTERM finish what is under way before leaving. With `--migrate` it only does the first.
 */
export async function runService<DB extends MessagingTables, C extends ServiceConfig>(
  options: Options<DB, C>,
): Promise<void> {
  const { name, config } = options
  const log = createLog(name, config.LOG_LEVEL)
  const db = await prepareDatabase(options, log)
  if (process.argv.includes('--migrate')) return db.destroy()

  let ready = false
  const loops = createLoops(log)
  const drains: (() => unknown)[] = []
  const sidecar = createSidecar(config)
  const service: Service<DB, C> = {
    name,
    config,
    log,
    db,
    sidecar,
    auth: createAuth(config),
    serviceToken: createServiceToken(name, config),
    now: () => new Date(),
    isReady: () => ready,
    every: loops.every,
    onDrain: (end) => drains.push(end),
    ...(options.migrations && { internal: (app: Express) => internalRoutes(app, service) }),
  }
  if (options.migrations) relayAndTidy(service)
  const server = await listen(options.app(service), config)
  onStop(async () => {
    ready = false
    await loops.stop()
    await Promise.all(drains.map((end) => end()))
    await closed(server)
    await Promise.all([sidecar.close(), db.destroy()])
    log.info('stopped')
  })
  await sidecarUp(sidecar, log)
  ready = true
  loops.start()
  log.info({ port: config.APP_PORT }, 'ready')
}

async function prepareDatabase<DB extends MessagingTables, C extends ServiceConfig>(
  { name, config, migrations, seed }: Options<DB, C>,
  log: Logger,
): Promise<Kysely<DB>> {
  if (!migrations) return noDatabase<DB>()
  const { DATABASE_URL: url, DATABASE_POOL: pool } = config as C & DatabaseConfig
  const db = openDatabase<DB>(name, url, pool, log)
  await migrate(db, migrations, log)
  await seed?.(db)
  return db
}

type DatabaseConfig = { readonly DATABASE_URL: string; readonly DATABASE_POOL: number }

function relayAndTidy<DB extends MessagingTables>(service: Service<DB>) {
  const { name, db, sidecar, log } = service
  // The wait is for what another replica left behind; the commit itself wakes the relay.
  const relay = service.every('relay', 1_000, () => relayOutbox(db, sidecar, log, name))
  onSaid(db, relay.wake)
  service.every('count-flow', 15_000, () => countFlow(messaging(db)))
  service.every('cleanup', 3_600_000, () => keepTidy(messaging(db)))
}

const listen = (app: Express, { APP_PORT, APP_HOST }: ServiceConfig): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = app.listen(APP_PORT, APP_HOST, (error) =>
      error ? reject(error) : resolve(server),
    )
    // Longer than the sidecar keeps an idle connection, so that none is closed as it is used.
    server.keepAliveTimeout = 120_000
  })

async function sidecarUp(sidecar: Sidecar, log: Logger) {
  for (let tries = 1; !(await sidecar.isUp()); tries += 1) {
    if (tries % 50 === 0) log.warn('still waiting for the sidecar')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** New connections are refused, answers under way are finished, for at most 10 s. */
const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => resolve())
    server.closeIdleConnections()
    setTimeout(() => server.closeAllConnections(), 10_000).unref()
  })

function onStop(stop: () => Promise<void>) {
  let stopping = false
  const once = () => {
    if (stopping) return
    stopping = true
    stop().then(
      () => process.exit(0),
      () => process.exit(1),
    )
  }
  process.on('SIGTERM', once)
  process.on('SIGINT', once)
}
