import { z } from 'zod'

// The resources as daprd's Go types have them (D pkg/apis). A sidecar overlooks a field that it
// does not know, so a slip of the pen is a setting that isn't made.

const text = z.string()
const names = z.array(text)

const entry = z.object({
  name: text,
  value: z.unknown().optional(),
  secretKeyRef: z.object({ name: text, key: text.optional() }).optional(),
  envRef: text.optional(),
})
export type MetadataEntry = z.infer<typeof entry>

const named = z.looseObject({ name: text })

export const component = z.object({
  apiVersion: z.literal('dapr.io/v1alpha1'),
  kind: z.literal('Component'),
  metadata: named,
  spec: z.object({
    type: text,
    version: text.default(''),
    ignoreErrors: z.boolean().optional(),
    initTimeout: text.optional(),
    metadata: z.array(entry).default([]),
  }),
  auth: z.object({ secretStore: text }).optional(),
  scopes: names.optional(),
})
export type ComponentResource = z.infer<typeof component>

export const brokerSettings = z.object({
  apiVersion: z.literal('e-shop/v1'),
  kind: z.literal('BrokerSettings'),
  metadata: named,
  spec: z.object({
    type: text,
    version: text.default(''),
    secretStore: text.optional(),
    metadata: z.array(entry).default([]),
    deadLetterMetadata: z.array(entry).default([]),
    subscriptionMetadata: z.record(text, text).default({}),
  }),
})
export type BrokerSettingsResource = z.infer<typeof brokerSettings>

const bulkSubscribe = z.object({
  enabled: z.boolean().default(false),
  maxMessagesCount: z.int().optional(),
  maxAwaitDurationMs: z.int().optional(),
})

const subscriptionSpec = {
  pubsubname: text,
  topic: text,
  metadata: z.record(text, text).default({}),
  deadLetterTopic: text.optional(),
  bulkSubscribe: bulkSubscribe.optional(),
}

export const subscriptionV1 = z.object({
  apiVersion: z.literal('dapr.io/v1alpha1'),
  kind: z.literal('Subscription'),
  metadata: named,
  spec: z.object({ ...subscriptionSpec, route: text }),
  scopes: names.optional(),
})

export const subscriptionV2 = z.object({
  apiVersion: z.literal('dapr.io/v2alpha1'),
  kind: z.literal('Subscription'),
  metadata: named,
  spec: z.object({
    ...subscriptionSpec,
    routes: z.object({
      rules: z.array(z.object({ match: text.default(''), path: text })).default([]),
      default: text.optional(),
    }),
  }),
  scopes: names.optional(),
})

const policies = {
  timeout: text.optional(),
  retry: text.optional(),
  circuitBreaker: text.optional(),
}
const cacheSize = { circuitBreakerCacheSize: z.int().optional() }

const retry = z.object({
  policy: z.enum(['constant', 'exponential']).default('constant'),
  duration: text.optional(),
  maxInterval: text.optional(),
  maxRetries: z.int().optional(),
  matching: z
    .object({ httpStatusCodes: text.optional(), gRPCStatusCodes: text.optional() })
    .optional(),
})

const circuitBreaker = z.object({
  maxRequests: z.int().optional(),
  interval: text.optional(),
  timeout: text.optional(),
  trip: text.optional(),
})

export const resiliency = z.object({
  apiVersion: z.literal('dapr.io/v1alpha1'),
  kind: z.literal('Resiliency'),
  metadata: named,
  spec: z.object({
    policies: z
      .object({
        timeouts: z.record(text, text).default({}),
        retries: z.record(text, retry).default({}),
        circuitBreakers: z.record(text, circuitBreaker).default({}),
      })
      .prefault({}),
    targets: z
      .object({
        apps: z.record(text, z.object({ ...policies, ...cacheSize })).default({}),
        actors: z
          .record(
            text,
            z.object({ ...policies, ...cacheSize, circuitBreakerScope: text.optional() }),
          )
          .default({}),
        components: z
          .record(
            text,
            z.object({
              inbound: z.object(policies).prefault({}),
              outbound: z.object(policies).prefault({}),
            }),
          )
          .default({}),
      })
      .prefault({}),
  }),
  scopes: names.optional(),
})
export type ResiliencyResource = z.infer<typeof resiliency>
