import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readKeys } from '../src/keys.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'identity-keys-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('the first start makes the file, for its owner only; the next reads it', async () => {
  const file = join(folder, 'new', 'keys.json')
  const first = await readKeys(file)
  expect((await stat(file)).mode & 0o777).toBe(0o600)
  expect(await readKeys(file)).toEqual(first)
  expect(JSON.parse(await readFile(file, 'utf8'))).toEqual(first.jwks)
})

test('without a file each start has keys of its own', async () => {
  const [first, second] = [await readKeys(''), await readKeys('')]
  expect(first.cookieKeys).not.toEqual(second.cookieKeys)
  expect(first.jwks.keys[0]?.d).not.toBe(second.jwks.keys[0]?.d)
})

test('cookies are signed by what the signing key gives, which is not that key', async () => {
  const { jwks, cookieKeys } = await readKeys('')
  expect(cookieKeys).toHaveLength(1)
  expect(JSON.stringify(jwks)).not.toContain(cookieKeys[0])
})

test.each(['', '{}', '{"keys":[]}', '{"keys":[{"kty":"RSA","n":"secret"}]}', 'not JSON'])(
  'a file with %j is refused by name, without its content',
  async (text) => {
    const file = join(folder, 'bad.json')
    await writeFile(file, text)
    const refused = readKeys(file)
    await expect(refused).rejects.toThrow(`${file} (IDENTITY_KEYS_FILE) is not a JWK Set`)
    await expect(refused).rejects.not.toThrow('secret')
  },
)
