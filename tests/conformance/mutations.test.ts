import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { clauses } from '@shop/dev/conformance/clauses.ts'
import { tryBroker } from '@shop/dev/conformance/try-broker.ts'
import type { Patch } from '@shop/dev/shop/resources.ts'

// Each of these breaks a setting that the delivery contract needs. A conformance run that stays
// green with it would be worth nothing.

/** Gives a metadata entry of every topic's component another value. */
const setting =
  (name: string, value: string): Patch =>
  (text, file) =>
    file === 'topics.yaml'
      ? text.replace(
          new RegExp(`(- name: ${name}\\n\\s+value: ).*`, 'g'),
          `$1${JSON.stringify(value)}`,
        )
      : text

const noRetries: Patch = (text, file) =>
  file === 'resiliency.yaml' ? text.replace('maxRetries: 8', 'maxRetries: 0') : text

/** The rule that is more general comes first and takes what the other is for. */
const expressIsNormal: Patch = (text, file) =>
  file === 'subscriptions.yaml' ? text.replaceAll('== "express"', '== "urgent"') : text

const all =
  (...patches: readonly Patch[]): Patch =>
  (text, file) =>
    patches.reduce((changed, patch) => patch(changed, file), text)

/** Which of the clauses do not hold with the mutation. */
async function brokenBy(broker: string, mutate: Patch, ids: readonly string[], replicas = 1) {
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-mutation-'))
  try {
    const { tried } = await tryBroker({
      ...{ broker, replicas, scale: 0.3, folder, mutate },
      clauses: clauses.filter(({ id }) => ids.includes(id)),
    })
    return tried.filter(({ status }) => status === 'broken').map(({ clause }) => clause)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test('a sound shop breaks none of them', async () => {
  expect(await brokenBy('redis', (text) => text, ['durable', 'priority', 'malformed'])).toEqual([])
})

test('without retries a handler is not tried nine times; without its rule express is normal', async () => {
  const mutation = all(noRetries, expressIsNormal)
  const broken = await brokenBy('redis', mutation, ['durable', 'priority', 'attempts'])
  expect(broken).toEqual(['priority', 'attempts'])
})

test('Redis: a group for each replica delivers to all of them; a short processingTimeout retries twice at a time', async () => {
  const mutation = all(setting('consumerID', '{uuid}'), setting('processingTimeout', '1500'))
  const broken = await brokenBy('redis', mutation, ['competing', 'attempts'], 2)
  expect(broken).toEqual(['competing', 'attempts'])
})

test('RabbitMQ: queues that are deleted when unused lose what comes meanwhile', async () => {
  const mutation = setting('deletedWhenUnused', 'true')
  expect(await brokenBy('rabbitmq', mutation, ['durable'])).toEqual(['durable'])
})

test('Kafka: a group that begins at the newest misses what was before it; a small maxMessageBytes refuses 900 KB', async () => {
  const mutation = all(setting('initialOffset', 'newest'), setting('maxMessageBytes', '65536'))
  const broken = await brokenBy('kafka', mutation, ['never-ran', 'priority', 'large'])
  expect(broken).toEqual(['never-ran', 'large'])
})
