import { type Component, entryOf, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import { type Check, type Load, pubsubsOf } from '../load.ts'
import { budgetOf } from '../policies.ts'
import { isDeadLetters } from '../topology.ts'
import { goDuration, isFalse, seconds } from '../values.ts'
import { type Demand, demanded } from './demand.ts'

// C common/component/kafka/metadata.go, consumer.go; DAPR.md §1.3, §1.4.

const demands: readonly Demand[] = [
  {
    rule: 'kafka-initial-offset',
    key: 'initialOffset',
    exact: true,
    isSafe: (value) => value?.toLowerCase() === 'oldest',
    byDefault: 'newest',
    why: 'what was published before an app first ran is never delivered to it',
  },
  {
    rule: 'kafka-consume-retry',
    key: 'consumeRetryEnabled',
    isSafe: (value) => value === undefined || !isFalse(value),
    why: 'a message that fails is passed over',
  },
  {
    rule: 'kafka-version',
    key: 'version',
    isSafe: isModern,
    byDefault: '2.0.0',
    why: 'Kafka 4 wants 2.1.0 at least, in three numbers',
  },
  {
    rule: 'kafka-acks',
    key: 'producerRequiredAcks',
    isSafe: (value) => value === undefined || value.toLowerCase() === 'all',
    why: 'a message is lost with the one broker that has it',
  },
  {
    rule: 'kafka-back-off',
    key: 'backOffMaxRetries',
    isSafe: (value) => value === undefined || value.startsWith('-'),
    why: 'after that many tries the message is passed over',
  },
]

/** sarama's ParseKafkaVersion takes three numbers. */
function isModern(version: string | undefined): boolean {
  const [, major, minor] = /^(\d+)\.(\d+)\.\d+$/.exec(version ?? '') ?? []
  return Number(major) > 2 || (Number(major) === 2 && Number(minor) >= 1)
}

export const checkKafka: Check = (load) =>
  pubsubsOf(load)
    .filter(({ type }) => type === 'pubsub.kafka')
    .flatMap((component) => [
      ...demanded(component, demands),
      ...backOff(component),
      ...group(component),
      ...rebalance(component, load),
    ])

/** K retry/retry.go: exponential back-off ends after 15 minutes unless told otherwise. */
function backOff(component: Component): Finding[] {
  const policy = entryOf(component, 'backOffPolicy')
  if (policy?.value?.toLowerCase() !== 'exponential') return []
  const limit = entryOf(component, 'backOffMaxElapsedTime')
  if (limit && (isElsewhere(limit) || goDuration(limit.value ?? '') === 0)) return []
  const time = limit?.value ?? '15m, where it is left out'
  const message = `backOffMaxElapsedTime is ${time}: after that the message is passed over; 0 is for ever`
  return [finding('kafka-back-off', limit?.valueAt ?? policy.valueAt, message)]
}

/** A group of one topic: a rebalance for one topic stops no other (docs/decisions/0002). */
function group(component: Component): Finding[] {
  const entry = entryOf(component, 'consumerGroup') ?? entryOf(component, 'consumerID', true)
  if (entry && (isElsewhere(entry) || namesTopic(component, entry.value ?? ''))) return []
  const is = entry
    ? `${entry.name} is ${entry.value}`
    : 'consumerGroup is left out, which is the app id'
  const message = `${is}: all topics of an app share a group, and a rebalance for one stops all`
  return [finding('kafka-consumer-group', entry?.valueAt ?? component.at.metadata, message)]
}

const namesTopic = (component: Component, value: string) =>
  component.isSettings ? value.includes('{topic}') : value.includes(component.name)

/** sarama gives a consumer 60 s (Rebalance.Timeout) to end what it is at. */
function rebalance(component: Component, { policies, topology }: Load): Finding[] {
  const budgets = component.stands
    .filter((name) => !isDeadLetters(topology, name))
    .map((name) => budgetOf(policies, name)?.total ?? 0)
  const longest = Math.max(0, ...budgets)
  if (longest <= 60_000) return []
  const time = Number.isFinite(longest) ? `up to ${seconds(longest)}` : 'for ever'
  const message = `a delivery is tried ${time}, longer than the 60 s of a rebalance: another replica then tries it too`
  return [finding('kafka-rebalance', component.at.type, message)]
}
