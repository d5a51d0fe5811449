import { createClient } from '@redis/client'
import { connect } from 'amqplib'
import { findDaprd } from '../daprd/find.ts'
import { outputOf } from '../programs.ts'
import { kafkaVersion } from '../servers/kafka-jars.ts'

/** The version of the sidecar that the launcher uses. */
export async function daprdVersion(): Promise<string> {
  return (await outputOf(await findDaprd(() => {}), '--version')) ?? 'unknown'
}

/** What the running broker says of itself. */
export async function brokerVersion(env: Readonly<Record<string, string>>): Promise<string> {
  const { REDIS_HOST: redis, RABBITMQ_URL: rabbitmq } = env
  if (redis) return `Redis ${await redisVersion(redis)}`
  if (rabbitmq) return `RabbitMQ ${await rabbitmqVersion(rabbitmq)}`
  return `Kafka ${kafkaVersion}`
}

async function redisVersion(address: string): Promise<string> {
  const client = createClient({ url: `redis://${address}` })
  await client.connect()
  const info = await client.info('server')
  client.destroy()
  return /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown'
}

async function rabbitmqVersion(url: string): Promise<string> {
  const connection = await connect(url)
  const { version } = connection.connection.serverProperties
  await connection.close()
  return version
}
