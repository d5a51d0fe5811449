import { z } from 'zod'

const factors = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const

/** A length of time such as `15s`, `2m` or `500ms`, read as milliseconds. */
export function duration(fallback?: string) {
  const schema = z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'must be a number with ms, s, m or h, such as 15s')
    .transform((text) => {
      const unit = text.replace(/[\d.]/g, '') as keyof typeof factors
      return Math.round(Number.parseFloat(text) * factors[unit])
    })
  return fallback === undefined ? schema : schema.prefault(fallback)
}

const port = z.coerce.number().int().min(0).max(65_535)

/** What every service is told by its environment. Names are those that the Dapr CLI sets too. */
export const serviceSettings = {
  APP_PORT: port,
  APP_HOST: z.string().default('127.0.0.1'),
  DAPR_HTTP_PORT: port.default(3500),
  /** Proves this service to its sidecar. */
  DAPR_API_TOKEN: z.string().default(''),
  /** Proves the sidecar to this service; without one, event and internal routes refuse all. */
  APP_API_TOKEN: z.string().default(''),
  LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('info'),
  NODE_ENV: z.string().default('development'),
  OIDC_ISSUER: z.url(),
  OIDC_AUDIENCE: z.string().default('e-shop'),
  OIDC_SCOPE: z.string().default('shop'),
  OIDC_ROLES_CLAIM: z.string().default('roles'),
  OIDC_ADMIN_ROLE: z.string().default('administrator'),
  SERVICE_CLIENT_SECRET: z.string().default(''),
  SHOP_CURRENCY: z.string().length(3).default('EUR'),
  ASK_AGAIN_AFTER: duration('60s'),
}
export type ServiceConfig = z.infer<z.ZodObject<typeof serviceSettings>>

/** Where a sidecar is, and what proves the caller to it. */
export type SidecarAddress = Pick<ServiceConfig, 'DAPR_HTTP_PORT' | 'DAPR_API_TOKEN'>

/** For a service that has tables. */
export const databaseSettings = {
  DATABASE_URL: z.string().startsWith('postgres'),
  DATABASE_POOL: z.coerce.number().int().min(1).default(10),
}

/** Secrets of dapr.yaml that everybody can read; a production run must bring its own. */
const developmentOnly = ['DAPR_API_TOKEN', 'APP_API_TOKEN', 'SERVICE_CLIENT_SECRET'] as const

/** Reads the environment once, or says in one sentence each what is wrong with it. */
export function readEnv<S extends z.ZodRawShape>(
  shape: S,
  env: NodeJS.ProcessEnv = process.env,
): z.infer<z.ZodObject<S>> {
  if (env['NODE_ENV'] === 'production') refuseDevelopmentSecrets(env)
  const parsed = z.object(shape).safeParse(env)
  if (parsed.success) return parsed.data
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  throw new Error(`The environment is not complete:\n  ${faults.join('\n  ')}`)
}

function refuseDevelopmentSecrets(env: NodeJS.ProcessEnv) {
  for (const name of developmentOnly) {
    if (!env[name] || env[name]?.startsWith('development-')) {
      throw new Error(`${name} must be a secret of your own when NODE_ENV is production`)
    }
  }
}

/** Where tests arm crashes, and in which app; undefined in any run that isn't such a test. */
export const failpoints = failpointSettings(process.env)

function failpointSettings(env: NodeJS.ProcessEnv) {
  const { FAILPOINTS: folder, APP_ID: app, NODE_ENV: mode } = env
  return folder && app && mode !== 'production' ? { folder, app } : undefined
}
