import { z } from 'zod'

// D pkg/apis/configuration/v1alpha1/types.go.

const text = z.string()
const names = z.array(text)
const flag = z.boolean().optional()

const pipeline = z
  .object({
    handlers: z.array(
      z.object({
        name: text,
        type: text,
        selector: z.object({ fields: z.array(z.object({ field: text, value: text })) }).optional(),
      }),
    ),
  })
  .optional()

const metrics = z
  .object({
    enabled: flag,
    recordErrorCodes: flag,
    http: z
      .object({
        increasedCardinality: flag,
        pathMatching: names.optional(),
        excludeVerbs: flag,
      })
      .optional(),
    rules: z
      .array(
        z.object({
          name: text,
          labels: z.array(z.object({ name: text, regex: z.record(text, text) })),
        }),
      )
      .optional(),
    latencyDistributionBuckets: z.array(z.int()).optional(),
  })
  .optional()

const tracing = z
  .object({
    /** A text: daprd parses it. */
    samplingRate: text.optional(),
    stdout: flag,
    zipkin: z.object({ endpointAddress: text }).optional(),
    otel: z
      .object({
        protocol: z.enum(['http', 'grpc']).optional(),
        endpointAddress: text.optional(),
        isSecure: flag,
        headers: z.array(z.looseObject({ name: text })).optional(),
        timeout: text.optional(),
      })
      .optional(),
  })
  .optional()

const mtls = z
  .object({
    enabled: flag,
    workloadCertTTL: text.optional(),
    allowedClockSkew: text.optional(),
    sentryAddress: text.optional(),
    controlPlaneTrustDomain: text.optional(),
    tokenValidators: z.array(z.looseObject({ name: text })).optional(),
  })
  .optional()

const action = z.enum(['allow', 'deny']).optional()

const accessControl = z
  .object({
    defaultAction: action,
    trustDomain: text.optional(),
    policies: z
      .array(
        z.object({
          appId: text,
          defaultAction: action,
          trustDomain: text.optional(),
          namespace: text.optional(),
          operations: z
            .array(z.object({ name: text, action, httpVerb: names.optional() }))
            .optional(),
        }),
      )
      .optional(),
  })
  .optional()

const apis = z.array(z.object({ name: text, version: text, protocol: text.optional() })).optional()

const secretScope = z.object({
  storeName: text,
  defaultAccess: action,
  allowedSecrets: names.optional(),
  deniedSecrets: names.optional(),
})

const apiLogging = z.object({ enabled: flag, obfuscateURLs: flag, omitHealthChecks: flag })

export const configuration = z.object({
  apiVersion: z.literal('dapr.io/v1alpha1'),
  kind: z.literal('Configuration'),
  metadata: z.looseObject({ name: text }),
  spec: z.object({
    appHttpPipeline: pipeline,
    httpPipeline: pipeline,
    tracing,
    metric: metrics,
    metrics,
    mtls,
    secrets: z.object({ scopes: z.array(secretScope) }).optional(),
    accessControl,
    nameResolution: z
      .object({
        component: text,
        version: text.optional(),
        configuration: z.record(text, z.unknown()).optional(),
      })
      .optional(),
    features: z.array(z.object({ name: text, enabled: z.boolean() })).default([]),
    api: z.object({ allowed: apis, denied: apis }).optional(),
    components: z.object({ deny: names.optional() }).optional(),
    logging: z.object({ apiLogging: apiLogging.optional() }).optional(),
    wasm: z.object({ strictSandbox: flag }).optional(),
    workflow: z.looseObject({}).optional(),
  }),
})
export type ConfigurationResource = z.infer<typeof configuration>
