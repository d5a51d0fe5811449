import type { ServiceConfig } from '@shop/kit/config.ts'
import { z } from 'zod'

/** What the pages may know of who is logged in. */
export const profile = z.object({
  id: z.string(),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.string()),
})
export type Profile = Readonly<z.infer<typeof profile>>

const text = z.string().catch('')
const claims = z.looseObject({ sub: z.string(), name: text, email: text })

type RoleNames = Pick<ServiceConfig, 'OIDC_ROLES_CLAIM' | 'OIDC_ADMIN_ROLE'>

/**
 * The user by the claims of tokens that came from the issuer itself; a later one fills what an
 * earlier lacks. Whatever the issuer calls administrators, the pages know them as `administrator`.
 */
export function profileFrom(
  given: readonly (object | undefined)[],
  { OIDC_ROLES_CLAIM, OIDC_ADMIN_ROLE }: RoleNames,
): Profile {
  const known = claims.parse(Object.assign({}, ...given.toReversed()))
  const roles = z.array(z.string()).catch([]).parse(known[OIDC_ROLES_CLAIM])
  return {
    id: known.sub,
    name: known.name || known.sub,
    email: known.email,
    roles: roles.map((role) => (role === OIDC_ADMIN_ROLE ? 'administrator' : role)),
  }
}

/** The claims of a JWT, unverified; undefined for an opaque token. */
export function claimsIn(token: string): object | undefined {
  try {
    const payload = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8')
    return z.looseObject({}).parse(JSON.parse(payload))
  } catch {
    return undefined
  }
}
