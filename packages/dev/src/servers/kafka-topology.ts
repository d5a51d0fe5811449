import { Kafka, logLevel } from 'kafkajs'
import { topics } from '../generate/topology.ts'

/** As many replicas of a consumer can share a topic's work. */
const partitions = 6

const admin = (brokers: string) =>
  new Kafka({
    clientId: 'e-shop-launcher',
    brokers: brokers.split(','),
    logLevel: logLevel.NOTHING,
    connectionTimeout: 2_000,
    retry: { retries: 1 },
  }).admin()

async function withAdmin<T>(
  brokers: string,
  work: (client: ReturnType<typeof admin>) => Promise<T>,
): Promise<T> {
  const client = admin(brokers)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.disconnect()
  }
}

/** Makes every topic that isn't there, with at most `copies` of it; the others stay as they are. */
export const declareTopics = (brokers: string, copies: number) =>
  withAdmin(brokers, async (client) => {
    const [known, cluster] = [await client.listTopics(), await client.describeCluster()]
    const replicationFactor = Math.min(copies, cluster.brokers.length)
    const wanted = topics
      .filter(({ name }) => !known.includes(name))
      .map(({ name }) => ({ topic: name, numPartitions: partitions, replicationFactor }))
    if (wanted.length > 0) await client.createTopics({ topics: wanted, waitForLeaders: true })
  })

export const answersKafka = (brokers: string): Promise<boolean> =>
  withAdmin(brokers, (client) => client.listTopics()).then(
    () => true,
    () => false,
  )
