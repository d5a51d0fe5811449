import type { Account, Configuration } from 'oidc-provider'
import type { IdentityConfig } from './config.ts'
import type { User } from './users.ts'

/** OpenID Connect scopes that a client may ask for, beside the shop's own. */
export const scopes = ['openid', 'profile', 'email', 'offline_access'] as const

/** Which claims of the id token come with which scope. */
export const claimsByScope = (config: IdentityConfig): Configuration['claims'] => ({
  openid: ['sub'],
  profile: ['name', config.OIDC_ROLES_CLAIM],
  email: ['email'],
})

/** What tokens say of a user. */
export const claimsOf = (user: User, config: IdentityConfig) => ({
  name: user.name,
  email: user.email,
  [config.OIDC_ROLES_CLAIM]: user.roles,
})

export const accountOf = (user: User, config: IdentityConfig): Account => ({
  accountId: user.id,
  claims: () => ({ sub: user.id, ...claimsOf(user, config) }),
})
