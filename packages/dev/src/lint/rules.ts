// Every rule by its id. Ids are stable: scripts and editors may rely on them.

export type Severity = 'error' | 'warning'
type Rule = { readonly severity: Severity; readonly about: string }

const error = (about: string): Rule => ({ severity: 'error', about })
const warning = (about: string): Rule => ({ severity: 'warning', about })

const shape = {
  'yaml-syntax': error('a file that is no YAML is not loaded'),
  'unknown-kind': error('a kind or apiVersion that no sidecar reads'),
  'unknown-field': error('a field that no sidecar reads'),
  'missing-field': error('a field that a resource needs'),
  'wrong-type': error('a field or metadata value of the wrong type or unit'),
}

const components = {
  'unknown-type': error('a component type or version that daprd does not have'),
  'unknown-key': error('a metadata key that the component does not read'),
  'key-case': error('a metadata key that is read in its exact spelling only'),
  'duplicate-key': error('a metadata key given twice'),
  'missing-key': error('a metadata key that the component needs'),
  'not-allowed': error('a metadata value outside the allowed ones'),
  'deprecated-key': warning('a metadata key that has a successor'),
  'clear-secret': warning('a password or the like, written out'),
  'secret-store': error('a secret of a store that is not there, or of none'),
  'env-ref': error('an environment variable that components may not read'),
  'duplicate-component': error('two components of one name for one app'),
  'unknown-app': error('an app that does not exist'),
  'component-scopes': warning('a component that every app loads'),
  'volatile-component': error('a component that forgets all when it stops'),
  'state-version': error('a Postgres state store of version 1'),
  'state-redis': warning('a state store with holes in its ETags and transactions'),
  'cron-schedule': error('a schedule that cron does not understand'),
  'cron-direction': warning('a cron binding that is probed as an output too'),
}

const brokers = {
  'consumer-group': error(
    'a consumer id or group that replicas or apps do not share as they should',
  ),
  'redis-processing-timeout': error('a time-out of Redis that does not go with the inbound policy'),
  'redis-redeliver-interval': error('redelivery that is off, or in a unit that is ignored'),
  'redis-workers': error('no workers, or no connection left to publish with'),
  'redis-stream-limit': warning('streams that grow for ever, or two limits of which one counts'),
  'rabbitmq-durable': error('queues that do not outlive the broker'),
  'rabbitmq-auto-delete': error('queues that are deleted when their consumer goes'),
  'rabbitmq-auto-ack': error('messages that are acknowledged before they are handled'),
  'rabbitmq-requeue': error('messages that are thrown away when handed back'),
  'rabbitmq-persistent': error('messages that do not outlive the broker'),
  'rabbitmq-confirm': error('publishing that does not wait for the broker'),
  'rabbitmq-prefetch': warning('no limit to what one replica takes'),
  'rabbitmq-dead-letter': error("RabbitMQ's own dead letters beside Dapr's"),
  'rabbitmq-concurrency': warning('a setting that this component does not read'),
  'rabbitmq-drops': warning('queues that throw messages away'),
  'kafka-initial-offset': error('a new app that misses what was said before'),
  'kafka-consume-retry': error('messages that are passed over when they fail'),
  'kafka-back-off': error('messages that are passed over after some tries'),
  'kafka-consumer-group': warning('one group for several topics'),
  'kafka-version': error('a protocol version that Kafka 4 refuses'),
  'kafka-acks': error('publishing that does not wait for all replicas'),
  'kafka-rebalance': warning('deliveries that outlast a rebalance'),
  'publishing-scopes': error('an app that may not publish its dead letters'),
}

const subscriptions = {
  'subscription-scopes': error('a subscription that every app takes'),
  'subscription-duplicate': error('two subscriptions of one app to one topic'),
  'subscription-dead-letters': error(
    'a subscription without, or with the wrong, dead-letter topic',
  ),
  'subscription-default': error('a subscription without a default route'),
  'subscription-route': error('a route that the app does not answer'),
  'subscription-bulk': warning('deliveries in bulk'),
  'subscription-raw': error('payloads without their envelope'),
  'rule-has': error('a routing rule on a field that may not be there'),
  'dead-letter-retry': error('dead letters after the first failure, or never'),
  'unknown-topic': error('a topic that no contract has'),
  'unheard-topic': error('a topic that an app should hear and does not'),
  'component-topic': error('a pub/sub component that serves more than its own topic'),
  'missing-component': error('a topic without its component'),
  'component-reach': error('an app that its topic component is not scoped to'),
}

const policies = {
  'bad-duration': error('a duration that Go does not understand'),
  'undefined-policy': error('a policy that is not defined'),
  'unused-policy': warning('a policy that nothing uses'),
  'unknown-target': error('a target that does not exist'),
  'pubsub-breaker': error('a circuit breaker on a pub/sub component'),
  'retry-matching': error('an invocation retry that repeats refusals'),
  'inbound-timeout': error('tries without an end'),
  'resiliency-file': error('a Resiliency that is not read'),
  'resiliency-scopes': error('an app that hears topics without policies for it'),
}

const runs = {
  'hot-reload': error('reloading in the running process'),
  'unknown-feature': error('a feature that daprd does not have'),
  'name-resolution': error('a name resolution that can not work'),
  'run-template': error('dapr.yaml against the keys of the Dapr CLI'),
  'one-broker': error('dapr.yaml with no broker folder, or several'),
}

export const rules = {
  ...shape,
  ...components,
  ...brokers,
  ...subscriptions,
  ...policies,
  ...runs,
} as const satisfies Record<string, Rule>

export type RuleId = keyof typeof rules

export const ruleIds = Object.keys(rules) as RuleId[]
