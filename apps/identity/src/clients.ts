import type { ClientMetadata } from 'oidc-provider'
import type { IdentityConfig } from './config.ts'

/** The services that call others when no user asked for it. */
const services = [
  'basket',
  'catalog',
  'ordering',
  'grace-period',
  'payment',
  'analytics',
  'notifications',
  'operations',
  'gateway',
]

/** Who may ask for tokens, and how. */
export const clientsOf = (config: IdentityConfig): ClientMetadata[] => [
  storefront(config),
  cli,
  ...services.map((name) => service(name, config)),
]

const storefront = (config: IdentityConfig): ClientMetadata => ({
  client_id: 'storefront',
  client_name: 'e-shop',
  client_secret: config.STOREFRONT_CLIENT_SECRET,
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: [`${config.STOREFRONT_URL}/auth/callback`],
  post_logout_redirect_uris: [`${config.STOREFRONT_URL}/`],
})

/** Programs on a developer's machine: they keep no secret, and listen on any port (RFC 8252 §7.3). */
const cli: ClientMetadata = {
  client_id: 'cli',
  client_name: 'the command line',
  application_type: 'native',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code'],
  redirect_uris: ['http://127.0.0.1/callback'],
}

const service = (name: string, config: IdentityConfig): ClientMetadata => ({
  client_id: name,
  client_secret: config.SERVICE_CLIENT_SECRET,
  grant_types: ['client_credentials'],
  redirect_uris: [],
  response_types: [],
})
