import type { EventEmitter } from 'node:events'
import type { Logger } from '@shop/kit/log.ts'
import type { errors, KoaContextWithOIDC, Provider } from 'oidc-provider'

/** The provider answers what goes wrong and says nothing; this says it to the log. */
export function logProvider(provider: Provider, log: Logger) {
  const refused = ({ oidc }: KoaContextWithOIDC, error: errors.OIDCProviderError) => {
    const { error: code, error_description: description, error_detail: detail } = error
    log.info({ client: oidc.client?.clientId, code, description, detail }, 'refused')
  }
  provider.on('authorization.error', refused)
  provider.on('grant.error', refused)
  provider.on('end_session.error', refused)
  provider.on('server_error', (_ctx, error) => log.error({ err: error }, 'request failed'))
  // Koa's own event, of which the provider's types don't know.
  const koa: EventEmitter = provider
  koa.on('error', (error) => log.error({ err: error }, 'request failed'))
}
