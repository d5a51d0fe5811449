import type { Grant, KoaContextWithOIDC } from 'oidc-provider'
import { scopes } from './claims.ts'

/**
 * What the client may have for this user: all that it asks for, without a question, since every
 * client belongs to the shop. One grant for each session and client, so that signing out revokes it.
 */
export async function grantAll({ oidc }: KoaContextWithOIDC): Promise<Grant | undefined> {
  const { account, client, provider, resourceServers = {}, session } = oidc
  if (!account || !client || !session) return undefined
  const known = session.grantIdFor(client.clientId)
  const grant =
    (known && (await provider.Grant.find(known))) ||
    new provider.Grant({ accountId: account.accountId, clientId: client.clientId })
  grant.addOIDCScope(scopes.join(' '))
  for (const [resource, { scope }] of Object.entries(resourceServers)) {
    if (scope) grant.addResourceScope(resource, scope)
  }
  await grant.save()
  return grant
}
