import { duration, readEnv, serviceSettings } from '@shop/kit/config.ts'
import { z } from 'zod'

const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http or https address' })
const withoutSlash = httpUrl.transform((url) => url.replace(/\/$/, ''))
const secret = z.string().min(8)

const settings = {
  APP_PORT: serviceSettings.APP_PORT,
  APP_HOST: serviceSettings.APP_HOST,
  LOG_LEVEL: serviceSettings.LOG_LEVEL,
  NODE_ENV: serviceSettings.NODE_ENV,
  /** How clients and services reach this app; it is in every token. */
  OIDC_ISSUER: httpUrl.refine((url) => new URL(url).pathname === '/', 'must have no path'),
  OIDC_AUDIENCE: serviceSettings.OIDC_AUDIENCE,
  OIDC_SCOPE: serviceSettings.OIDC_SCOPE,
  OIDC_ROLES_CLAIM: serviceSettings.OIDC_ROLES_CLAIM,
  OIDC_ADMIN_ROLE: serviceSettings.OIDC_ADMIN_ROLE,
  /** Where the storefront is, to which sign-in and sign-out come back. */
  STOREFRONT_URL: withoutSlash.prefault('http://127.0.0.1:5100'),
  STOREFRONT_CLIENT_SECRET: secret.default('development-storefront-secret'),
  /** One for all services. */
  SERVICE_CLIENT_SECRET: secret.default('development-service-secret'),
  ACCESS_TOKEN_TTL: duration('60m').refine((ms) => ms >= 1_000, 'must be at least 1s'),
  /** A JWK Set with the signing keys, made on the first start; without one, keys last as long as the process. */
  IDENTITY_KEYS_FILE: z.string().default(''),
  /** Of all demo users. */
  DEMO_PASSWORD: z.string().min(1).default('shop'),
  /** Wanted where NODE_ENV is production, since everybody can know the demo users. */
  ALLOW_DEMO_USERS: z.stringbool().default(false),
}
export type IdentityConfig = Readonly<z.infer<z.ZodObject<typeof settings>>>

export const isProduction = ({ NODE_ENV }: IdentityConfig): boolean => NODE_ENV === 'production'

/** Reads the environment, or says in one sentence what is wrong with it. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): IdentityConfig {
  const config = readEnv(settings, env)
  if (isProduction(config)) refuseDevelopmentOnly(config)
  return config
}

function refuseDevelopmentOnly(config: IdentityConfig) {
  for (const name of ['STOREFRONT_CLIENT_SECRET', 'SERVICE_CLIENT_SECRET'] as const) {
    if (config[name].startsWith('development-')) {
      throw new Error(`${name} must be a secret of your own when NODE_ENV is production`)
    }
  }
  if (!config.ALLOW_DEMO_USERS) {
    throw new Error(
      'identity has only demo users: set OIDC_ISSUER to an issuer of your own and leave this app out, or set ALLOW_DEMO_USERS=true',
    )
  }
  const { protocol, hostname } = new URL(config.OIDC_ISSUER)
  if (protocol === 'http:' && !isLoopback(hostname)) {
    throw new Error('OIDC_ISSUER must be https when NODE_ENV is production')
  }
}

const isLoopback = (hostname: string) =>
  hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname)
