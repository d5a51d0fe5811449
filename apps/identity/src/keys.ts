import { createHmac, generateKeyPair, randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { promisify } from 'node:util'
import { z } from 'zod'

/** A JWK Set (RFC 7517 §5) of private keys; the first signs, the others are still good for checking. */
const keySet = z.object({
  keys: z.array(z.looseObject({ kty: z.string(), d: z.string() })).min(1),
})
type KeySet = z.infer<typeof keySet>

export type Keys = {
  readonly jwks: KeySet
  /** What signs cookies; derived, so that sessions' cookies need no second file. */
  readonly cookieKeys: readonly string[]
}

/** The keys in a file, which is made if there is none; without a file's name, new keys. */
export async function readKeys(file: string): Promise<Keys> {
  const jwks = file === '' ? await newKeySet() : await readOrCreate(file)
  return { jwks, cookieKeys: jwks.keys.map(cookieKey) }
}

const cookieKey = ({ d }: { readonly d: string }) =>
  createHmac('sha256', d).update('cookies of identity').digest('base64url')

async function readOrCreate(file: string): Promise<KeySet> {
  const text = await readFile(file, 'utf8').catch(unlessMissing)
  if (text === undefined) return create(file)
  try {
    return keySet.parse(JSON.parse(text))
  } catch {
    // Without the cause: its message could quote a key.
    throw new Error(`${file} (IDENTITY_KEYS_FILE) is not a JWK Set of private keys`)
  }
}

function unlessMissing(error: NodeJS.ErrnoException) {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

/** Written whole or not at all, and for nobody else's eyes. */
async function create(file: string): Promise<KeySet> {
  const keys = await newKeySet()
  const draft = `${file}.${randomUUID()}`
  await mkdir(dirname(file), { recursive: true })
  await writeFile(draft, JSON.stringify(keys), { mode: 0o600, flag: 'wx' })
  await rename(draft, file)
  return keys
}

/** RS256, which every client understands and is quick to check. */
async function newKeySet(): Promise<KeySet> {
  const { privateKey } = await promisify(generateKeyPair)('rsa', { modulusLength: 2048 })
  const jwk = privateKey.export({ format: 'jwk' })
  return keySet.parse({ keys: [{ ...jwk, alg: 'RS256', use: 'sig' }] })
}
