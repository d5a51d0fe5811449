import { Advice } from '../command.ts'
import { step } from '../print.ts'
import { ensureDatabases, onServer } from '../servers/databases.ts'
import { startKafka, useKafka } from '../servers/kafka.ts'
import { accepting, startPostgres } from '../servers/postgres.ts'
import { startRabbitmq, useRabbitmq } from '../servers/rabbitmq.ts'
import { startRedis, useRedis } from '../servers/redis.ts'
import type { Server, ServerName, ServerOptions } from '../servers/server.ts'

/** Baskets and web sessions; no app's DATABASE_URL names it. */
const stateDatabase = 'postgres://statestore:development-statestore@127.0.0.1:15432/statestore'

export type Postgres = {
  readonly server: Server | undefined
  /** A superuser's URL. */
  readonly url: string
  readonly env: Readonly<Record<string, string>>
}

type Options = Omit<ServerOptions, 'say'>

/** PostgreSQL at POSTGRES_URL or our own, with a database and a role for each of `urls`. */
export const openPostgres = (options: Options, urls: readonly string[]): Promise<Postgres> =>
  step('PostgreSQL', async (say) => {
    const given = process.env['POSTGRES_URL']
    if (given) {
      say(`using POSTGRES_URL (${new URL(given).host})`)
      await accepting(given)
    }
    const server = given ? undefined : await startPostgres(options)
    const url = given ?? server?.url ?? ''
    await ensureDatabases(url, [...urls, stateDatabase])
    return { server, url, env: { STATE_STORE_CONNECTION: onServer(stateDatabase, url) } }
  })

type BrokerLauncher = {
  readonly title: string
  /** The environment variable with the address of one that runs elsewhere. */
  readonly variable: string
  use(address: string): Promise<Server>
  start(options: ServerOptions): Promise<Server>
}

const launchers: Readonly<Record<Exclude<ServerName, 'postgres'>, BrokerLauncher>> = {
  redis: { title: 'Redis', variable: 'REDIS_HOST', use: useRedis, start: startRedis },
  rabbitmq: { title: 'RabbitMQ', variable: 'RABBITMQ_URL', use: useRabbitmq, start: startRabbitmq },
  kafka: { title: 'Kafka', variable: 'KAFKA_BROKERS', use: useKafka, start: startKafka },
}

function launcherOf(broker: string): BrokerLauncher {
  const found = Object.entries(launchers).find(([name]) => name === broker)?.[1]
  if (found) return found
  throw new Advice(`There is no broker ${broker}; there are: ${Object.keys(launchers).join(', ')}`)
}

/** The broker at the address in the environment, or our own. */
export function openBroker(broker: string, options: Options): Promise<Server> {
  const { title, variable, use, start } = launcherOf(broker)
  return step(title, async (say) => {
    const address = process.env[variable]
    if (!address) return start({ ...options, say })
    say(`using ${variable}`)
    return use(address)
  })
}

/** The servers that a run will start itself. */
export const ownServers = (broker: string): ServerName[] => [
  ...(process.env['POSTGRES_URL'] ? [] : (['postgres'] as const)),
  ...(process.env[launcherOf(broker).variable] ? [] : [broker as ServerName]),
]
