import { timingSafeEqual } from 'node:crypto'
import type { Request } from 'express'
import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose'
import { z } from 'zod'
import type { ServiceConfig } from './config.ts'
import { forbidden, unauthorized, unavailable } from './problem.ts'

export type User = {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
  /** To be relayed on calls for this user; never stored, logged or said. */
  readonly token: string
}

export type Auth = {
  /** The caller; 401 without a good token. */
  user(req: Request): Promise<User>
  /** The caller, or undefined without an Authorization header; 401 for a token that isn't good. */
  userIfAny(req: Request): Promise<User | undefined>
  /** The caller, who must be an administrator; 401 or 403. */
  administrator(req: Request): Promise<User>
  /** Whether a user may do what only administrators may. */
  isAdministrator(user: User): boolean
  /** The app id that calls an `/internal` route: through the own sidecar, with a service's token. */
  fromService(req: Request): Promise<string>
  /** Refuses (403) what is not the own sidecar's delivery of an event or a binding. */
  fromSidecar(req: Request): void
}

/** Checks a token and gives its claims; throws a Refusal. */
export type VerifyToken = (token: string) => Promise<JWTPayload>

/** Apps that people talk to: what comes through them is never a call between services. */
const edges = new Set(['gateway', 'storefront'])

export function createAuth(config: ServiceConfig, verify = tokenVerifier(config)): Auth {
  const userIfAny = async (req: Request) => {
    const header = req.get('authorization')
    if (header === undefined) return undefined
    const token = /^Bearer (\S+)$/i.exec(header)?.[1]
    if (!token) throw unauthorized('The Authorization header is not a bearer token')
    return toUser(await verify(token), token, config)
  }
  const user = async (req: Request) => {
    const known = await userIfAny(req)
    if (!known) throw unauthorized('This needs a bearer token')
    return known
  }
  const isAdministrator = (someone: User) => someone.roles.includes(config.OIDC_ADMIN_ROLE)
  const ownSidecar = (req: Request) =>
    config.APP_API_TOKEN !== '' && same(req.get('dapr-api-token') ?? '', config.APP_API_TOKEN)

  return {
    user,
    userIfAny,
    isAdministrator,
    async administrator(req) {
      const known = await user(req)
      if (!isAdministrator(known)) throw forbidden('This is for administrators')
      return known
    },
    async fromService(req) {
      const caller = req.get('dapr-caller-app-id')
      if (!ownSidecar(req) || !caller || edges.has(caller)) throw forbidden('For services only')
      await user(req)
      return caller
    },
    fromSidecar(req) {
      // The header is there on every invocation of another app and on no delivery (DAPR.md §4).
      if (!ownSidecar(req) || req.get('dapr-caller-app-id')) throw forbidden('For the sidecar only')
    },
  }
}

function same(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)]
  return left.length === right.length && timingSafeEqual(left, right)
}

const text = z.string().catch('')
const claims = z.object({ sub: z.string(), name: text, email: text })

function toUser(payload: JWTPayload, token: string, config: ServiceConfig): User {
  const known = claims.safeParse(payload)
  if (!known.success) throw unauthorized('The token names nobody')
  const roles = z.array(z.string()).catch([]).parse(payload[config.OIDC_ROLES_CLAIM])
  const { sub, name, email } = known.data
  return { id: sub, name: name || sub, email, roles, token }
}

/** Issuer, audience, expiry and scope of a JWT access token (RFC 9068 §4), with the issuer's own keys. */
function tokenVerifier(config: ServiceConfig): VerifyToken {
  let keys: Promise<ReturnType<typeof createRemoteJWKSet>> | undefined
  return remembered(async (token) => {
    keys ??= discoverKeys(config.OIDC_ISSUER)
    const known = await keys.catch(() => {
      keys = undefined
      throw unavailable('The identity provider can not be reached')
    })
    const { OIDC_ISSUER: issuer, OIDC_AUDIENCE: audience } = config
    const { payload } = await jwtVerify(token, known, { issuer, audience }).catch(refuse)
    checkScope(payload, config.OIDC_SCOPE)
    return payload
  })
}

const rememberedFor = 60_000
const rememberedTokens = 1_000

/**
 * A good token is not checked again within a minute: its signature costs more than all else that
 * the gateway does for a request. It still ends when it expires.
 */
export function remembered(verify: VerifyToken, now: () => number = Date.now): VerifyToken {
  const good = new Map<string, { readonly payload: JWTPayload; readonly until: number }>()
  return async (token) => {
    const known = good.get(token)
    if (known && now() < known.until) return known.payload
    good.delete(token)
    const payload = await verify(token)
    const expires = (payload.exp ?? 0) * 1_000
    good.set(token, { payload, until: Math.min(expires, now() + rememberedFor) })
    // A map keeps the order of insertion: the first is the oldest.
    for (const oldest of good.keys()) {
      if (good.size <= rememberedTokens) break
      good.delete(oldest)
    }
    return payload
  }
}

/** Exported for test doubles, which sign with a key of their own. */
export function checkScope(payload: JWTPayload, scope: string) {
  if (
    !String(payload['scope'] ?? '')
      .split(' ')
      .includes(scope)
  ) {
    throw forbidden(`The token lacks the scope ${scope}`)
  }
}

/** Turns what jose throws into a 401, or a 503 where the keys could not be had. */
export function refuse(error: unknown): never {
  if (error instanceof errors.JWTExpired) throw unauthorized('The token has expired')
  const ours = error instanceof errors.JWKSTimeout || !(error instanceof errors.JOSEError)
  throw ours
    ? unavailable('The identity provider can not be reached')
    : unauthorized('The token is not good')
}

async function discoverKeys(issuer: string) {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`
  const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  const { jwks_uri } = z.object({ jwks_uri: z.url() }).parse(await answer.json())
  return createRemoteJWKSet(new URL(jwks_uri), { cooldownDuration: 1_000 })
}
