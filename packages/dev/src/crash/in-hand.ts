import { createClient } from '@redis/client'
import { subscriptions } from '../generate/topology.ts'

/**
 * How many events the broker has given out and not seen acknowledged. RabbitMQ and Kafka give them
 * out again as soon as a connection has ended; Redis only after `processingTimeout`, when the shop
 * may have come to rest without them.
 */
export async function inHand(env: Readonly<Record<string, string>>): Promise<number> {
  const address = env['REDIS_HOST']
  if (!address) return 0
  const client = createClient({ url: `redis://${address}` })
  // A connection that is lost meanwhile is told by the next command.
  client.on('error', () => {})
  await client.connect()
  try {
    const counts = await Promise.all(
      subscriptions.map(({ app, topic }) =>
        client.xPending(topic, app).then(({ pending }) => pending, noneBeforeTheFirst),
      ),
    )
    return counts.reduce((sum, count) => sum + count, 0)
  } finally {
    client.destroy()
  }
}

/** There is no such stream or group before the first event. */
function noneBeforeTheFirst(error: unknown): number {
  if (String(error).includes('NOGROUP')) return 0
  throw error
}
