import { createClient } from '@redis/client'
import { productPriceChanged } from '@shop/kit/events.ts'
import { Kafka, logLevel } from 'kafkajs'
import type { World } from './world.ts'

/** Lets the broker refuse large messages of one topic, until the answer is called. */
export function refuseSome(world: World): Promise<() => Promise<void>> {
  const { REDIS_HOST, KAFKA_BROKERS } = world.shop.ground.brokerServer.env
  if (REDIS_HOST) return fullMemory(REDIS_HOST)
  if (KAFKA_BROKERS) return smallTopic(KAFKA_BROKERS)
  throw new Error(`nothing is known that lets ${world.broker} refuse`)
}

/** Redis with room for some events more refuses the rest (maxmemory-policy noeviction). */
async function fullMemory(address: string): Promise<() => Promise<void>> {
  const client = createClient({ url: `redis://${address}` })
  // A connection that is lost meanwhile is told by the next command.
  client.on('error', () => {})
  await client.connect()
  const info = await client.info('memory')
  const used = Number(/used_memory:(\d+)/.exec(info)?.[1])
  await client.configSet('maxmemory', String(used + 50_000))
  return async () => {
    await client.configSet('maxmemory', '0')
    client.destroy()
  }
}

/** ConfigResourceTypes.TOPIC, which kafkajs does not export to ES modules. */
const topicResource = 2

/** A Kafka topic that takes small messages only. */
async function smallTopic(brokers: string): Promise<() => Promise<void>> {
  const admin = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING }).admin()
  await admin.connect()
  const set = (value: string) =>
    admin.alterConfigs({
      validateOnly: false,
      resources: [
        {
          type: topicResource,
          name: productPriceChanged.topic,
          configEntries: [{ name: 'max.message.bytes', value }],
        },
      ],
    })
  await set('8000')
  return async () => {
    await set('1048588')
    await admin.disconnect()
  }
}
