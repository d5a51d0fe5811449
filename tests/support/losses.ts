import { createClient } from '@redis/client'
import { subscriptions } from '@shop/dev/generate/topology.ts'
import type { RunFile } from '@shop/dev/shop/run-file.ts'
import { contracts } from '@shop/kit/events.ts'
import { connect } from 'amqplib'
import { Kafka, logLevel } from 'kafkajs'
import { query } from './replay.ts'

// Losing messages on purpose, as a broker might that lost its last second.

/** Who says what a topic has, and who hears it. */
export function partiesOf(topic: string) {
  const [contract] = contracts.filter((one) => one.topic === topic)
  if (!contract) throw new Error(`no contract knows ${topic}`)
  const hearers = subscriptions.filter((one) => one.topic === topic).map((one) => one.app)
  return { publisher: contract.from, hearers }
}

/** An app's database; the grace-period task works in that of ordering. */
const databaseOf = (app: string) => (app === 'grace-period' ? 'ordering' : app)

/** From now on what is said on the topic stays in the outbox of who says it. */
export const holdTopic = (run: RunFile, app: string, topic: string) =>
  query(
    run,
    databaseOf(app),
    `create or replace function hold_topic() returns trigger language plpgsql as $$
       begin new.retry_at = 'infinity'; return new; end $$;
     create trigger hold_topic before insert on outbox for each row
       when (new.topic = '${topic}') execute function hold_topic()`,
  )

/** Lets it go, to whoever listens. */
export const releaseTopic = (run: RunFile, app: string) =>
  query(
    run,
    databaseOf(app),
    `drop trigger hold_topic on outbox;
     update outbox set retry_at = null where retry_at = 'infinity'`,
  )

type Held = { readonly id: string; readonly subject: string }

/** What waits in the outbox of a publisher. */
export const waiting = (run: RunFile, app: string, topic: string) =>
  query<Held>(
    run,
    databaseOf(app),
    'select id, subject from outbox where topic = $1 and published_at is null',
    [topic],
  )

/** Of these events, those that an app has handled. */
export const handled = (run: RunFile, app: string, ids: readonly string[]) =>
  query<{ id: string }>(
    run,
    databaseOf(app),
    'select event_id as id from inbox where event_id::text = any($1)',
    [ids],
  )

/** Deletes from the broker all that a topic has, heard or not. */
export async function deleteMessages({ brokerAddress }: RunFile, topic: string) {
  const { REDIS_HOST, RABBITMQ_URL, KAFKA_BROKERS } = brokerAddress
  if (REDIS_HOST) return trimStream(REDIS_HOST, topic)
  if (RABBITMQ_URL) return purgeQueues(RABBITMQ_URL, topic)
  return deleteRecords(KAFKA_BROKERS ?? '', topic)
}

async function trimStream(host: string, topic: string) {
  const client = await createClient({ url: `redis://${host}` }).connect()
  await client.xTrim(topic, 'MAXLEN', 0)
  await client.close()
}

async function purgeQueues(url: string, topic: string) {
  const connection = await connect(url)
  const channel = await connection.createChannel()
  for (const app of partiesOf(topic).hearers) await channel.purgeQueue(`${app}-${topic}`)
  await connection.close()
}

async function deleteRecords(brokers: string, topic: string) {
  const kafka = new Kafka({ brokers: brokers.split(','), logLevel: logLevel.NOTHING })
  const admin = kafka.admin()
  await admin.connect()
  const offsets = await admin.fetchTopicOffsets(topic)
  const partitions = offsets
    .filter(({ low, high }) => low !== high)
    .map(({ partition, high }) => ({ partition, offset: high }))
  if (partitions.length > 0) await admin.deleteTopicRecords({ topic, partitions })
  await admin.disconnect()
}
