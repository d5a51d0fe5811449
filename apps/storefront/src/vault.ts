import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto'
import { EtagMismatch, type StateStore } from '@shop/kit/state.ts'
import { z } from 'zod'

type Guard = { readonly etag?: string; readonly ttlMs: number }

/**
 * Records that only the bearer of an id can find and read. The store holds a hash of the id as the
 * key and a value encrypted with another hash of it: whoever reads the store learns no token.
 */
export type Vault<T> = {
  read(id: string): Promise<{ readonly value: T; readonly etag: string } | undefined>
  /** Whether it was written: not if the record changed or went since `etag` was read. */
  write(id: string, value: T, guard: Guard): Promise<boolean>
  delete(id: string): Promise<void>
  /** Reads and deletes: of several who take one record, one gets it. */
  take(id: string): Promise<T | undefined>
}

const record = z.object({ sealed: z.string() })

export function createVault<T>(store: StateStore, kind: string, schema: z.ZodType<T>): Vault<T> {
  const keyOf = (id: string) =>
    `${kind}-${createHash('sha256').update(`${kind} ${id}`).digest('hex')}`

  const read = async (id: string) => {
    const found = await store.get(keyOf(id))
    const kept = record.safeParse(found?.value)
    if (!found || !kept.success) return undefined
    const value = schema.safeParse(open(kept.data.sealed, id, kind))
    return value.success ? { value: value.data, etag: found.etag } : undefined
  }
  return {
    read,
    write: (id, value, { ttlMs, etag }) =>
      happened(
        store.save(
          keyOf(id),
          { sealed: seal(value, id, kind) },
          {
            ttlSeconds: Math.max(1, Math.ceil(ttlMs / 1_000)),
            ...(etag !== undefined && { etag }),
          },
        ),
      ),
    delete: (id) => store.delete(keyOf(id)),
    async take(id) {
      const found = await read(id)
      if (!found) return undefined
      return (await happened(store.delete(keyOf(id), found.etag))) ? found.value : undefined
    },
  }
}

async function happened(write: Promise<void>): Promise<boolean> {
  try {
    await write
    return true
  } catch (error) {
    if (error instanceof EtagMismatch) return false
    throw error
  }
}

const cipher = 'aes-256-gcm'
const [ivLength, tagLength] = [12, 16]
const secretOf = (id: string, kind: string) =>
  Buffer.from(hkdfSync('sha256', id, '', `e-shop ${kind}`, 32))

function seal(value: unknown, id: string, kind: string): string {
  const iv = randomBytes(ivLength)
  const sealing = createCipheriv(cipher, secretOf(id, kind), iv)
  const text = Buffer.concat([sealing.update(JSON.stringify(value), 'utf8'), sealing.final()])
  return Buffer.concat([iv, sealing.getAuthTag(), text]).toString('base64url')
}

function open(sealed: string, id: string, kind: string): unknown {
  const bytes = Buffer.from(sealed, 'base64url')
  try {
    const opening = createDecipheriv(cipher, secretOf(id, kind), bytes.subarray(0, ivLength))
    opening.setAuthTag(bytes.subarray(ivLength, ivLength + tagLength))
    const text = opening.update(bytes.subarray(ivLength + tagLength))
    return JSON.parse(Buffer.concat([text, opening.final()]).toString('utf8'))
  } catch {
    return undefined
  }
}
