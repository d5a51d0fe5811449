import { type Finding, finding } from '../finding.ts'
import { subscriptionKeys } from '../knowledge/pubsub-supplement.ts'
import type { Check, Load } from '../load.ts'
import { didYouMean } from '../nearest.ts'
import { budgetOf, inboundOf } from '../policies.ts'
import type { Resource } from '../resource.ts'
import type { SubscriptionView } from '../subscription.ts'
import { isDeadLetters } from '../topology.ts'
import { isFalse } from '../values.ts'
import { valueFinding } from './value.ts'

/** Each subscription by itself. */
export const checkSubscriptions: Check = (load) => [
  ...load.subscriptions.flatMap((one) => [
    ...scopes(one, load),
    ...deadLetters(one, load),
    ...retry(one, load),
    ...manner(one, load),
    ...metadata(one.resource, one.metadata, 'metadata'),
  ]),
  // Settings give theirs to every subscription.
  ...load.settings.flatMap(({ resource, value }) =>
    metadata(resource, value.spec.subscriptionMetadata, 'subscriptionMetadata'),
  ),
]

function scopes({ resource, name, scopes: apps }: SubscriptionView, load: Load): Finding[] {
  const known = load.topology.apps
  if (apps.length === 0) {
    const message = `${name} has no scopes: every app takes the subscription`
    return [finding('subscription-scopes', resource.valueAt(['metadata', 'name']), message)]
  }
  return apps.flatMap((app, index) =>
    known.includes(app)
      ? []
      : [
          finding(
            'unknown-app',
            resource.at(['scopes', index]),
            `there is no app ${app}${didYouMean(app, known)}`,
          ),
        ],
  )
}

function deadLetters(one: SubscriptionView, load: Load): Finding[] {
  const { resource, topic, deadLetters: target } = one
  if (isDeadLetters(load.topology, topic)) {
    if (target === undefined) return []
    const message = `${topic} holds dead letters: what fails here has nowhere further to go`
    return [
      finding('subscription-dead-letters', resource.valueAt(['spec', 'deadLetterTopic']), message),
    ]
  }
  if (target === undefined) {
    const message =
      'deadLetterTopic is left out: what can not be handled is lost, or stays in the way'
    return [finding('subscription-dead-letters', resource.at(['spec', 'topic']), message)]
  }
  const isHeard = load.subscriptions.some((other) => other.topic === target && other !== one)
  if (isHeard || !load.isWhole('Subscription')) return []
  const heard = load.subscriptions.map((other) => other.topic)
  const message = `nobody hears ${target}${didYouMean(target, heard)}`
  return [
    finding('subscription-dead-letters', resource.valueAt(['spec', 'deadLetterTopic']), message),
  ]
}

/** DAPR.md §1.2: a delivery is tried again by an inbound policy only. */
function retry(one: SubscriptionView, load: Load): Finding[] {
  const { policies, topology } = load
  const dead = isDeadLetters(topology, one.topic)
  if (!load.isWhole('Resiliency') || (!dead && one.deadLetters === undefined)) return []
  const budget = budgetOf(policies, one.pubsub)
  const at = one.resource.valueAt(['spec', dead ? 'topic' : 'deadLetterTopic'])
  if (budget && budget.attempts > 1) {
    if (dead || Number.isFinite(budget.attempts)) return []
    const message = `deliveries of ${one.pubsub} are retried for ever (maxRetries), and none gets to ${one.deadLetters}`
    return [finding('dead-letter-retry', at, message)]
  }
  const { target } = inboundOf(policies, one.pubsub)
  const why = target
    ? `the target at ${target.file}:${target.line} gives it no inbound retry, and hides the default`
    : 'no inbound retry policy holds for it'
  const effect = dead
    ? 'a dead letter that can not be stored is lost'
    : 'the first failure is a dead letter'
  return [finding('dead-letter-retry', at, `${effect}: ${why}`)]
}

function manner(one: SubscriptionView, { topology }: Load): Finding[] {
  const { resource, topic, isBulk } = one
  const raw = one.metadata['rawPayload']
  // A dead letter may be no event at all, and is delivered as the bytes that it is.
  const isRaw = raw !== undefined && !isFalse(raw) && !isDeadLetters(topology, topic)
  const bulk = finding(
    'subscription-bulk',
    resource.at(['spec', 'bulkSubscribe']),
    'in bulk a whole batch is repeated for one failure, and on Kafka partitions wait for each other',
  )
  const bytes = finding(
    'subscription-raw',
    resource.at(['spec', 'metadata', 'rawPayload']),
    'a raw payload gets a new id with each delivery, so that nothing is known for a repetition',
  )
  return [...(isBulk ? [bulk] : []), ...(isRaw ? [bytes] : [])]
}

function metadata(
  resource: Resource,
  given: Readonly<Record<string, string>>,
  field: string,
): Finding[] {
  const known = subscriptionKeys.map((key) => key.name)
  return Object.entries(given).flatMap(([name, value]) => {
    const at = resource.at(['spec', field, name])
    const key = subscriptionKeys.find((one) => one.name === name)
    if (!key) {
      const message = `no broker reads ${name} of a subscription${didYouMean(name, known)}`
      return [finding('unknown-key', at, message)]
    }
    const valueAt = resource.valueAt(['spec', field, name])
    const entry = { name, value, isNested: false, envRef: undefined, secret: undefined }
    return valueFinding(key, { ...entry, at, valueAt })
  })
}
