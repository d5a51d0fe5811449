import { connect } from 'amqplib'
import { subscriptions, topics } from '../generate/topology.ts'

/**
 * Declares every exchange, queue and binding with the arguments that the sidecars use, so that an
 * event waits also for an app that never ran. Declaring twice changes nothing.
 */
export async function declareQueues(url: string, queueType: string) {
  const connection = await connect(url)
  try {
    const channel = await connection.createChannel()
    // Durable and not deleted when unused, as components/rabbitmq/settings.yaml has it.
    const lasting = { durable: true, autoDelete: false }
    for (const { name } of topics) await channel.assertExchange(name, 'fanout', lasting)
    for (const { app, topic } of subscriptions) {
      const queue = `${app}-${topic}`
      await channel.assertQueue(queue, { ...lasting, arguments: { 'x-queue-type': queueType } })
      await channel.bindQueue(queue, topic, '')
    }
    await channel.close()
  } finally {
    await connection.close()
  }
}
