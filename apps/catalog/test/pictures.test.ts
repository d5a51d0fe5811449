import request from 'supertest'
import { startCatalog } from './support.ts'

let parts: Awaited<ReturnType<typeof startCatalog>>
beforeAll(async () => {
  parts = await startCatalog()
})
afterAll(() => parts.close())

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)
const jpeg = Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16])
const webp = Buffer.from('RIFF\u0010\u0000\u0000\u0000WEBPVP8 ', 'latin1')
const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>')

const show = (id: string, query = '') =>
  request(parts.app).get(`/catalog/items/${id}/picture${query}`)
const put = (id: string, type: string, body: Buffer) =>
  parts.send('put', `/catalog/items/${id}/picture`, { headers: { 'content-type': type }, body })

test('a product without a picture of its own has one drawn, always the same', async () => {
  const first = await show('meadow-bell-tent')
  expect(first.status).toBe(200)
  expect(first.headers['content-type']).toMatch('image/svg+xml')
  expect(first.body.toString()).toMatch(/^<svg xmlns=.*<\/svg>$/s)
  expect((await show('meadow-bell-tent')).body).toEqual(first.body)
})

test('the URL with its version lasts a year, any other a minute; an ETag saves the bytes', async () => {
  const lasting = await show('meadow-bell-tent', '?v=1')
  expect(lasting.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  for (const query of ['', '?v=2', '?v=x']) {
    expect((await show('meadow-bell-tent', query)).headers['cache-control']).toBe(
      'public, max-age=60',
    )
  }
  const etag = lasting.headers['etag'] ?? ''
  const again = await show('meadow-bell-tent').set('if-none-match', etag)
  expect(again.status).toBe(304)
  expect((await show('meadow-bell-tent').set('if-none-match', '"other"')).status).toBe(200)
})

test.each([
  ['image/png', png],
  ['image/jpeg', jpeg],
  ['image/webp', webp],
  ['image/svg+xml', svg],
])('an uploaded %s takes the place of the drawn one, with a new URL', async (type, bytes) => {
  const { id } = await parts.product(1)
  expect((await put(id, type, bytes)).status).toBe(204)
  const product = await request(parts.app).get(`/catalog/items/${id}`)
  expect(product.body.pictureUrl).toBe(`/api/v1/catalog/items/${id}/picture?v=2`)
  const answer = await show(id, '?v=2')
  expect(answer.headers['content-type']).toMatch(type)
  expect(answer.headers['cache-control']).toMatch('immutable')
  expect(Buffer.from(answer.body)).toEqual(bytes)
})

test('a second upload takes the place of the first', async () => {
  const { id } = await parts.product(1)
  await put(id, 'image/png', png)
  await put(id, 'image/jpeg', jpeg)
  const answer = await show(id, '?v=3')
  expect(Buffer.from(answer.body)).toEqual(jpeg)
  expect(answer.headers['etag']).toBe(`"${id}-3"`)
})

test('no script of a picture can run, and no browser guesses at its type', async () => {
  const { id } = await parts.product(1)
  await put(id, 'image/svg+xml', svg)
  for (const answer of [await show(id), await show('meadow-bell-tent')]) {
    expect(answer.headers['content-security-policy']).toBe(
      "default-src 'none'; style-src 'unsafe-inline'; sandbox",
    )
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
  }
})

test('what is not a picture, or not the one that it says, is refused', async () => {
  const { id } = await parts.product(1)
  for (const type of ['text/html', 'image/gif', 'application/octet-stream']) {
    const answer = await put(id, type, png)
    expect(answer.status).toBe(415)
    expect(answer.body.code).toBe('unsupported-picture')
  }
  const json = await parts.send('put', `/catalog/items/${id}/picture`, { body: { a: 1 } })
  expect(json.status).toBe(415)
  for (const [type, body] of [
    ['image/png', jpeg],
    ['image/webp', png],
    ['image/svg+xml', Buffer.from('<html><svg></svg></html>')],
    ['image/svg+xml', Buffer.from('plain text')],
    ['image/jpeg', Buffer.alloc(0)],
  ] as const) {
    expect((await put(id, type, body)).status).toBe(400)
  }
  expect((await show(id)).headers['etag']).toBe(`"${id}-1"`)
})

test('a picture over one mebibyte is a 413', async () => {
  const { id } = await parts.product(1)
  const large = Buffer.concat([png, Buffer.alloc(1024 * 1024)])
  const answer = await put(id, 'image/png', large)
  expect(answer.status).toBe(413)
  expect(answer.body.code).toBe('too-large')
})

test('the picture of an archived product stays, since orders go on showing it', async () => {
  const { id } = await parts.product(1)
  await parts.send('delete', `/catalog/items/${id}`)
  expect((await show(id)).status).toBe(200)
  expect((await put(id, 'image/png', png)).status).toBe(404)
})
