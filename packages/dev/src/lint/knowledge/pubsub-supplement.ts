import type { Key, Supplement } from './key.ts'

// What the code of the brokers reads and metadata.yaml leaves out or has wrong. C is
// components-contrib 1.18.3, K is dapr/kit 0.18.2; each entry says where it was read.
// K config/decode.go and metadata/utils.go match names in any case (mapstructure); `meta["name"]`
// in a component's own code does not: exactCase.

const sensitive = true
const exactCase = true
const anyCase = true

export const pubsubSupplements: Readonly<Record<string, Supplement>> = {
  // C common/component/redis/redis.go, settings.go. The file has the two defaults swapped.
  'pubsub.redis/v1': {
    keys: [
      { name: 'processingTimeout', type: 'duration', default: '60s' },
      { name: 'redeliverInterval', type: 'milliseconds', default: '15000', exactCase },
      { name: 'redisType', default: 'node', allowed: ['node', 'cluster'] },
      { name: 'redisPort', type: 'number' },
      { name: 'useAzureAD', type: 'bool', deprecated: 'useEntraID' },
    ],
  },
  // C pubsub/rabbitmq/metadata.go, pubsub/concurrency.go, pubsub/tls.go.
  'pubsub.rabbitmq/v1': {
    keys: [
      { name: 'durable', type: 'bool', default: 'true' },
      { name: 'concurrencyMode', default: 'parallel', allowed: ['parallel', 'single'], exactCase },
      { name: 'deliveryMode', type: 'number', default: '0', max: 2 },
      { name: 'prefetchCount', type: 'number', default: '0', max: 255 },
      { name: 'exchangeKind', allowed: ['fanout', 'topic', 'direct', 'headers'] },
      { name: 'protocol', allowed: ['amqp', 'amqps'] },
      { name: 'host', deprecated: 'connectionString', sensitive },
      { name: 'ttl', type: 'duration', deprecated: 'ttlInSeconds' },
      { name: 'caCert', exactCase },
      { name: 'clientCert', exactCase },
      { name: 'clientKey', sensitive, exactCase },
    ],
  },
  // C common/component/kafka/metadata.go, kafka.go, utils.go; K retry/retry.go for backOff….
  'pubsub.kafka/v1': {
    keys: [
      {
        name: 'authType',
        allowed: [
          'none',
          'password',
          'oidc',
          'oidc_private_key_jwt',
          'mtls',
          'certificate',
          'awsiam',
        ],
        anyCase,
      },
      { name: 'authRequired', type: 'bool', deprecated: 'authType' },
      {
        name: 'initialOffset',
        default: 'newest',
        allowed: ['newest', 'oldest'],
        exactCase,
        anyCase,
      },
      { name: 'consumeRetryEnabled', type: 'bool', default: 'true' },
      { name: 'consumeRetryInterval', type: 'duration', default: '100ms', exactCase },
      { name: 'channelBufferSize', type: 'number', default: '256', exactCase },
      { name: 'consumerFetchMin', type: 'number', default: '1', exactCase },
      { name: 'consumerFetchDefault', type: 'number', default: '1048576', exactCase },
      { name: 'producerRequiredAcks', default: 'all', allowed: ['all', 'local', 'none'], anyCase },
      { name: 'compression', default: 'none', allowed: ['none', 'gzip', 'snappy', 'lz4', 'zstd'] },
      {
        name: 'consumerGroupRebalanceStrategy',
        default: 'range',
        allowed: ['range', 'sticky', 'roundrobin'],
        anyCase,
      },
      { name: 'backOffPolicy', default: 'constant', allowed: ['constant', 'exponential'], anyCase },
      { name: 'backOffDuration', type: 'duration', default: '5s' },
      { name: 'backOffInitialInterval', type: 'duration' },
      { name: 'backOffRandomizationFactor', type: 'number' },
      { name: 'backOffMultiplier', type: 'number' },
      { name: 'backOffMaxInterval', type: 'duration' },
      { name: 'backOffMaxElapsedTime', type: 'duration', default: '15m' },
      { name: 'backOffMaxRetries', type: 'number', default: '-1' },
      { name: 'awsRegion', deprecated: 'region' },
      { name: 'awsAccessKey', deprecated: 'accessKey', sensitive },
      { name: 'awsSecretKey', deprecated: 'secretKey', sensitive },
      { name: 'awsSessionToken', deprecated: 'sessionToken', sensitive },
      { name: 'awsIamRoleArn', deprecated: 'assumeRoleArn' },
      { name: 'awsStsSessionName', deprecated: 'sessionName' },
    ],
  },
  // C pubsub/jetstream/metadata.go: no policy is `all`.
  'pubsub.jetstream/v1': {
    keys: [
      {
        name: 'deliverPolicy',
        default: 'all',
        allowed: ['all', 'last', 'new', 'sequence', 'time'],
      },
      { name: 'concurrencyMode', allowed: ['parallel', 'single'], exactCase },
    ],
  },
}

// C pubsub/rabbitmq/rabbitmq.go, common/component/kafka/kafka.go, metadata/utils.go: what is read
// out of a subscription's metadata; a key of another broker's is ignored.
export const subscriptionKeys: readonly Key[] = [
  { name: 'rawPayload', type: 'bool', exactCase },
  { name: 'queueName', exactCase },
  { name: 'queueType', allowed: ['classic', 'quorum'], exactCase },
  { name: 'maxPriority', type: 'number', exactCase, max: 255 },
  { name: 'singleActiveConsumer', type: 'bool', exactCase },
  { name: 'maxLen', type: 'number', exactCase },
  { name: 'maxLenBytes', type: 'number', exactCase },
  { name: 'routingKey', exactCase },
  { name: 'valueSchemaType', allowed: ['avro', 'none'], anyCase },
]
