import {
  type Configuration,
  interactionPolicy,
  type KoaContextWithOIDC,
  Provider,
} from 'oidc-provider'
import { accountOf, claimsByScope, claimsOf, scopes } from './claims.ts'
import { clientsOf } from './clients.ts'
import type { IdentityConfig } from './config.ts'
import { grantAll } from './grant.ts'
import type { Keys } from './keys.ts'
import { messagePage, signOutPage } from './pages.ts'
import { resourceServer, shop } from './resource.ts'
import { createStore } from './store.ts'
import type { Users } from './users.ts'

const day = 24 * 3_600

/** The OpenID provider, all of its defaults that a demo has no use for switched off. */
export function createProvider(config: IdentityConfig, keys: Keys, users: Users): Provider {
  const provider = new Provider(config.OIDC_ISSUER, {
    adapter: createStore(),
    jwks: keys.jwks,
    clients: clientsOf(config),
    scopes: [...scopes],
    claims: claimsByScope(config),
    responseTypes: ['code'],
    clientAuthMethods: ['client_secret_basic', 'client_secret_post', 'none'],
    pkce: { required: () => true },
    // No client runs in a browser.
    clientBasedCORS: () => false,
    findAccount(_ctx, id) {
      const user = users.find(id)
      return user && accountOf(user, config)
    },
    extraTokenClaims(_ctx, token) {
      const user = 'accountId' in token ? users.find(token.accountId) : undefined
      return user && claimsOf(user, config)
    },
    loadExistingGrant: grantAll,
    // Refreshing ends with the session: whoever signs out is signed out everywhere.
    expiresWithSession: () => true,
    issueRefreshToken: async (_ctx, client) => client.grantTypeAllowed('refresh_token'),
    rotateRefreshToken: true,
    interactions: { policy: policy(), url: (_ctx, { uid }) => `/login/${uid}` },
    features: features(config),
    ttl: lifetimes,
    cookies: { keys: [...keys.cookieKeys], names: cookieNames },
    renderError: errorPage(config),
  })
  provider.proxy = config.OIDC_ISSUER.startsWith('https:')
  return provider
}

/** Cookies know no ports: names that no other app of this host has. */
const cookieNames = {
  session: 'identity_session',
  interaction: 'identity_login',
  resume: 'identity_resume',
}

function policy() {
  const prompts = interactionPolicy.base()
  // Would ask for consent each time; the command line is the shop's own.
  prompts.get('consent')?.checks.remove('native_client_prompt')
  return prompts
}

const errorPage =
  ({ STOREFRONT_URL: shop }: IdentityConfig): Configuration['renderError'] =>
  (ctx, { error, error_description }) => {
    const title = 'This did not work'
    const text = 'The shop could not sign you in or out. Please go back to it and try again.'
    const detail = [error, error_description].filter(Boolean).join(': ')
    ctx.type = 'html'
    ctx.body = messagePage({ title, text, detail, shop })
  }

const features = (config: IdentityConfig): Configuration['features'] => ({
  devInteractions: { enabled: false },
  dPoP: { enabled: false },
  pushedAuthorizationRequests: { enabled: false },
  userinfo: { enabled: false },
  clientCredentials: { enabled: true },
  resourceIndicators: {
    enabled: true,
    defaultResource: (_ctx, _client, oneOf) => oneOf ?? shop,
    getResourceServerInfo: (_ctx, indicator) => resourceServer(config, indicator),
  },
  revocation: {
    enabled: true,
    allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
  },
  rpInitiatedLogout: {
    enabled: true,
    logoutSource(ctx, form) {
      ctx.body = signOutPage(form, isFromClient(ctx))
    },
    postLogoutSuccessSource(ctx) {
      const text = 'You are signed out.'
      ctx.body = messagePage({ title: 'Goodbye', text, shop: config.STOREFRONT_URL })
    },
  },
})

/**
 * Whether a client sends the browser here to sign out, and not a stranger's page: it shows an id
 * token of who is signed in, or the browser says that it comes from this site (Fetch Metadata).
 */
function isFromClient(ctx: KoaContextWithOIDC): boolean {
  const { Client: client, IdTokenHint: hint, Session: session } = ctx.oidc.entities
  if (hint) return hint.payload['sub'] === session?.accountId
  return client !== undefined && ctx.get('sec-fetch-site') === 'same-site'
}

/** Seconds; those of access tokens come from their resource. */
const lifetimes: Configuration['ttl'] = {
  AccessToken: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 60,
  ClientCredentials: (_ctx, token) => token.resourceServer?.accessTokenTTL ?? 60,
  AuthorizationCode: 60,
  IdToken: 3_600,
  Interaction: 3_600,
  RefreshToken: 14 * day,
  Session: 14 * day,
  // Longer than a session, or its refresh tokens would end before they say.
  Grant: 30 * day,
}
