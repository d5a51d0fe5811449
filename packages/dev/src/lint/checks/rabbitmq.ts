import { type Component, entryOf } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import { type Check, pubsubsOf } from '../load.ts'
import { isFalse, isTrue } from '../values.ts'
import { type Demand, demanded } from './demand.ts'

// C pubsub/rabbitmq/metadata.go, rabbitmq.go; DAPR.md §1.3, §1.4.

const mustBeTrue = (value: string | undefined) => value !== undefined && isTrue(value)
const mustNotBeFalse = (value: string | undefined) => value === undefined || !isFalse(value)
const mustNotBeTrue = (value: string | undefined) => value === undefined || !isTrue(value)
const mustBeAbsent = (value: string | undefined) => value === undefined

const demands: readonly Demand[] = [
  {
    rule: 'rabbitmq-durable',
    key: 'durable',
    isSafe: mustNotBeFalse,
    why: 'queues are gone when the broker starts again',
  },
  {
    rule: 'rabbitmq-auto-delete',
    key: 'deletedWhenUnused',
    isSafe: (value) => value !== undefined && isFalse(value),
    byDefault: 'true',
    why: 'a queue, and all in it, is deleted when its last consumer goes',
  },
  {
    rule: 'rabbitmq-auto-ack',
    key: 'autoAck',
    isSafe: mustNotBeTrue,
    why: 'a message counts as handled when it is handed over, so a crash loses it',
  },
  {
    rule: 'rabbitmq-requeue',
    key: 'requeueInFailure',
    isSafe: mustBeTrue,
    byDefault: 'false',
    why: 'what a sidecar hands back, also when it only shuts down, is thrown away',
  },
  {
    rule: 'rabbitmq-persistent',
    key: 'deliveryMode',
    isSafe: (value) => value === '2',
    byDefault: '0',
    why: 'messages are not written to disk, and gone when the broker starts again; 2 is persistent',
  },
  {
    rule: 'rabbitmq-confirm',
    key: 'publisherConfirm',
    isSafe: mustBeTrue,
    byDefault: 'false',
    why: 'publishing succeeds before the broker has the message',
  },
  {
    rule: 'rabbitmq-prefetch',
    key: 'prefetchCount',
    isSafe: (value) => value !== undefined && value !== '0',
    byDefault: '0',
    why: 'one replica takes all that waits; 10 or so lets the others share',
  },
  {
    rule: 'rabbitmq-dead-letter',
    key: 'enableDeadLetter',
    isSafe: mustNotBeTrue,
    why: "the broker's own dead letters take messages that the subscription's deadLetterTopic should have",
  },
  ...['maxLen', 'maxLenBytes'].map((key) => ({
    rule: 'rabbitmq-drops' as const,
    key,
    isSafe: mustBeAbsent,
    why: 'a full queue throws its oldest messages away',
  })),
  {
    rule: 'rabbitmq-drops',
    key: 'ttlInSeconds',
    isSafe: mustBeAbsent,
    why: 'what waits longer is thrown away, without a dead letter',
  },
]

export const checkRabbitmq: Check = (load) =>
  pubsubsOf(load)
    .filter(({ type }) => type === 'pubsub.rabbitmq')
    .flatMap((component) => [...demanded(component, demands), ...concurrency(component)])

/** C pubsub/concurrency.go looks for `concurrencyMode` and overwrites what `concurrency` set. */
function concurrency(component: Component): Finding[] {
  const entry = entryOf(component, 'concurrency')
  if (entry?.value !== 'single' || entryOf(component, 'concurrencyMode', true)) return []
  const message =
    'concurrency is not read by this component, and parallel stays: write concurrencyMode'
  return [finding('rabbitmq-concurrency', entry.at, message)]
}
