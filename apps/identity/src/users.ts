import { createHash, timingSafeEqual } from 'node:crypto'
import type { IdentityConfig } from './config.ts'

export type User = {
  /** The user name; in tokens it is the subject. */
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly string[]
}

export type Users = {
  find(id: string): User | undefined
  /** The user, if there is one of that name and the password is right. */
  check(id: string, password: string): User | undefined
}

/** For loads: buyer1 to buyer500. */
const buyers = 500

/** The demo users: they are known by their names, so nothing is stored. */
export function createUsers(config: IdentityConfig): Users {
  const user = (id: string, name: string, roles: readonly string[] = []): User => ({
    id,
    name,
    email: `${id}@example.com`,
    roles,
  })
  const named = new Map([
    ['alice', user('alice', 'Alice Martin')],
    ['bob', user('bob', 'Bob Novak')],
    ['admin', user('admin', 'Ada Winter', [config.OIDC_ADMIN_ROLE])],
  ])
  const find = (id: string) => {
    const [, number] = /^buyer([1-9]\d{0,2})$/.exec(id) ?? []
    if (number && Number(number) <= buyers) return user(id, `Buyer ${number}`)
    return named.get(id)
  }
  const wanted = digest(config.DEMO_PASSWORD)
  return {
    find,
    check(id, password) {
      const right = timingSafeEqual(digest(password), wanted)
      return right ? find(id) : undefined
    },
  }
}

const digest = (text: string) => createHash('sha256').update(text).digest()
