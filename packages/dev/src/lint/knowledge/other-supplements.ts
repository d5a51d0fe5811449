import type { Key, Supplement } from './key.ts'

// The same of all that is no broker. D is dapr 1.18.2.

const sensitive = true
const exactCase = true
const required = true

/** Read by the runtime of any component of the kind. */
export const ofKind: Readonly<Record<string, readonly Key[]>> = {
  // D pkg/runtime/processor/pubsub/pubsub.go: an app's id where consumerID is not there by that
  // very name. D pkg/scopes/scopes.go: any case.
  pubsub: [
    { name: 'consumerID', exactCase },
    { name: 'publishingScopes' },
    { name: 'subscriptionScopes' },
    { name: 'allowedTopics' },
    { name: 'protectedTopics' },
  ],
  // D pkg/components/state/state_config.go, pkg/runtime/pubsub/outbox.go, pkg/encryption.
  state: [
    { name: 'keyPrefix' },
    { name: 'actorStateStore', type: 'bool' },
    { name: 'outboxPublishPubsub' },
    { name: 'outboxPublishTopic' },
    { name: 'outboxPubsub' },
    { name: 'outboxDiscardWhenMissingState', type: 'bool' },
    { name: 'primaryEncryptionKey', sensitive },
    { name: 'secondaryEncryptionKey', sensitive },
  ],
  // D pkg/runtime/processor/binding/binding.go.
  bindings: [
    { name: 'route', exactCase },
    { name: 'direction', allowed: ['input', 'output', 'input, output', 'input,output'] },
  ],
}

export const otherSupplements: Readonly<Record<string, Supplement>> = {
  'state.redis/v1': {
    keys: [
      { name: 'maxRetries', type: 'number', deprecated: 'redisMaxRetries' },
      { name: 'maxRetryBackoff', type: 'number', deprecated: 'redisMinRetryInterval' },
      { name: 'useAzureAD', type: 'bool', deprecated: 'useEntraID' },
    ],
  },
  'state.postgresql/v2': postgres([{ name: 'tablePrefix' }]),
  'state.postgresql/v1': postgres([{ name: 'tableName', default: 'state' }]),
  // C bindings/smtp/smtp.go: all but the server may come with a request.
  'bindings.smtp/v1': {
    profiles: [],
    keys: [
      { name: 'port', type: 'number', required },
      { name: 'emailFrom' },
      { name: 'emailTo' },
      { name: 'subject' },
      { name: 'priority', type: 'number', default: '3' },
      { name: 'skipTLSVerify', type: 'bool', default: 'false' },
    ],
  },
  // C secretstores/kubernetes/metadata.go.
  'secretstores.kubernetes/v1': {
    keys: [{ name: 'defaultNamespace' }, { name: 'kubeconfigPath' }],
  },
  // C nameresolution/sqlite/sqlite_metadata.go, common/authentication/sqlite/metadata.go.
  'nameresolution.sqlite/v1': {
    keys: [
      { name: 'connectionString', required },
      { name: 'url', deprecated: 'connectionString' },
      { name: 'timeout', type: 'duration', default: '1s' },
      { name: 'timeoutInSeconds', type: 'duration', deprecated: 'timeout' },
      { name: 'busyTimeout', type: 'duration', default: '800ms' },
      { name: 'disableWAL', type: 'bool', default: 'false' },
      { name: 'tableName', default: 'hosts' },
      { name: 'metadataTableName', default: 'metadata' },
      { name: 'updateInterval', type: 'duration', default: '5s' },
      { name: 'cleanupInterval', type: 'duration', default: '1h' },
      { name: 'cleanupIntervalInSeconds', type: 'duration', deprecated: 'cleanupInterval' },
    ],
  },
}

// C state/postgresql/v2/metadata.go, common/authentication/postgresql/metadata.go.
function postgres(own: readonly Key[]): Supplement {
  return {
    profiles: [
      { required: ['connectionString'] },
      { required: ['host'] },
      { required: ['hostaddr'] },
    ],
    keys: [
      ...own,
      { name: 'url', deprecated: 'connectionString', sensitive },
      { name: 'timeoutInSeconds', type: 'duration', deprecated: 'timeout' },
      { name: 'cleanupIntervalInSeconds', type: 'duration', deprecated: 'cleanupInterval' },
      { name: 'password', sensitive },
      { name: 'awsAccessKey', deprecated: 'accessKey', sensitive },
      { name: 'awsSecretKey', deprecated: 'secretKey', sensitive },
      { name: 'awsRegion', deprecated: 'region' },
    ],
  }
}

// C .build-tools/builtin-authentication-profiles.yaml, which the Go module does not ship.
export const builtInProfiles: Readonly<Record<string, readonly Key[]>> = {
  aws: [
    { name: 'region' },
    { name: 'accessKey', sensitive },
    { name: 'secretKey', sensitive },
    { name: 'sessionToken', sensitive },
    { name: 'assumeRoleArn' },
    { name: 'sessionName', default: 'DaprDefaultSession' },
    { name: 'trustAnchorArn' },
    { name: 'trustProfileArn' },
  ],
  azuread: [
    { name: 'azureTenantId' },
    { name: 'azureClientId' },
    { name: 'azureClientSecret', sensitive },
    { name: 'azureCertificate', sensitive },
    { name: 'azureCertificateFile' },
    { name: 'azureCertificatePassword', sensitive },
    {
      name: 'azureEnvironment',
      default: 'AzurePublicCloud',
      allowed: ['AzurePublicCloud', 'AzureChinaCloud', 'AzureUSGovernmentCloud'],
    },
  ],
}

/** D cmd/daprd/components/state_postgres.go: other names of the same code. */
export const sameAs: Readonly<Record<string, string>> = { 'state.postgres': 'state.postgresql' }
