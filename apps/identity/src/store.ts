import type { Adapter, AdapterFactory, AdapterPayload } from 'oidc-provider'

type Entry = { readonly payload: AdapterPayload; readonly until: number }

/**
 * Sessions, codes, grants and refresh tokens, in memory: a restart signs everybody out. The library's
 * own such store forgets after a thousand entries, which two hundred sign-ins of a load make; this
 * one holds `limit` and then forgets what was not used for longest.
 */
export function createStore(limit = 20_000, now: () => number = Date.now): AdapterFactory {
  const entries = new Map<string, Entry>()

  const put = (key: string, entry: Entry) => {
    entries.delete(key)
    entries.set(key, entry)
    if (entries.size <= limit) return
    // A Map keeps the order of insertion, and `get` inserts again.
    const [oldest] = entries.keys()
    if (oldest !== undefined) entries.delete(oldest)
  }
  const get = (key: string) => {
    const entry = entries.get(key)
    if (!entry) return undefined
    entries.delete(key)
    if (entry.until <= now()) return undefined
    entries.set(key, entry)
    return entry.payload
  }
  const revoke = (model: string, grantId: string) => {
    for (const [key, { payload }] of entries) {
      if (payload.grantId === grantId && key.startsWith(`${model}:`)) entries.delete(key)
    }
  }
  return (model) => adapter(model, { put, get, revoke, now, remove: (key) => entries.delete(key) })
}

type Entries = {
  put(key: string, entry: Entry): void
  get(key: string): AdapterPayload | undefined
  remove(key: string): void
  revoke(model: string, grantId: string): void
  now(): number
}

const adapter = (model: string, { put, get, remove, revoke, now }: Entries): Adapter => {
  const keyOf = (id: string) => `${model}:${id}`
  return {
    async upsert(id, payload, expiresIn) {
      const until = expiresIn === undefined ? Number.POSITIVE_INFINITY : now() + expiresIn * 1_000
      put(keyOf(id), { payload, until })
      if (payload.uid) put(`uid:${payload.uid}`, { payload: { jti: id }, until })
    },
    find: async (id) => get(keyOf(id)),
    async findByUid(uid) {
      const id = get(`uid:${uid}`)?.jti
      return id === undefined ? undefined : get(keyOf(id))
    },
    /** Only of the device flow, which is off. */
    findByUserCode: async () => undefined,
    async consume(id) {
      const payload = get(keyOf(id))
      if (payload) payload.consumed = Math.floor(now() / 1_000)
    },
    async destroy(id) {
      remove(keyOf(id))
    },
    async revokeByGrantId(grantId) {
      revoke(model, grantId)
    },
  }
}
