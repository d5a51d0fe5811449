import { join } from 'node:path'
import { Advice } from '../command.ts'
import { step } from '../print.ts'
import { ensureDatabases, onServer } from '../servers/databases.ts'
import { accepting, startPostgres } from '../servers/postgres.ts'
import { startRedis } from '../servers/redis.ts'
import type { Server, Supervise } from '../servers/server.ts'

/** The ports that the template's addresses have. */
export const serverPorts = { postgres: 15_432, redis: 16_379 } as const

/** Baskets and web sessions; no app's DATABASE_URL names it. */
const stateDatabase = 'postgres://statestore:development-statestore@127.0.0.1:15432/statestore'

export type ServerOptions = {
  readonly folder: string
  readonly logs: string
  readonly supervise: Supervise
  readonly port: (name: keyof typeof serverPorts) => Promise<number>
}

export type Postgres = {
  readonly server: Server | undefined
  /** A superuser's URL. */
  readonly url: string
  readonly env: Readonly<Record<string, string>>
}

/** PostgreSQL at POSTGRES_URL or our own, with a database and a role for each of `urls`. */
export const openPostgres = (options: ServerOptions, urls: readonly string[]): Promise<Postgres> =>
  step('PostgreSQL', async (say) => {
    const given = process.env['POSTGRES_URL']
    if (given) {
      say(`using POSTGRES_URL (${new URL(given).host})`)
      await accepting(given)
    }
    const server = given ? undefined : await ownPostgres(options)
    const url = given ?? server?.url ?? ''
    await ensureDatabases(url, [...urls, stateDatabase])
    return { server, url, env: { STATE_STORE_CONNECTION: onServer(stateDatabase, url) } }
  })

const ownPostgres = async ({ folder, logs, supervise, port }: ServerOptions) =>
  startPostgres({
    folder,
    port: await port('postgres'),
    log: join(logs, 'postgres.log'),
    supervise,
  })

/** The broker at the address in the environment, or our own. */
export function openBroker(broker: string, options: ServerOptions): Promise<Server> {
  switch (broker) {
    case 'redis':
      return openRedis(options)
    default:
      throw new Advice(`There is no launcher for the broker ${broker}`)
  }
}

const openRedis = ({ folder, logs, supervise, port }: ServerOptions): Promise<Server> =>
  step('Redis', async (say) => {
    const given = process.env['REDIS_HOST']
    if (given) {
      say(`using REDIS_HOST (${given})`)
      return { name: 'redis', port: 0, process: undefined, env: { REDIS_HOST: given } }
    }
    const log = join(logs, 'redis.log')
    return startRedis({ folder, port: await port('redis'), log, supervise, say })
  })
