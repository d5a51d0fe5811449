import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import request from 'supertest'
import { createStorefront } from '../src/app.ts'
import { readConfig } from '../src/config.ts'
import { startStorefront } from './support.ts'

let parts: Awaited<ReturnType<typeof startStorefront>>
let folder: string
beforeAll(async () => {
  parts = await startStorefront()
  folder = await mkdtemp(join(tmpdir(), 'pages-'))
})
afterAll(async () => {
  await parts.close()
  await rm(folder, { recursive: true })
})

const script = 'console.log("shop")'
async function build() {
  await mkdir(join(folder, 'assets'), { recursive: true })
  await writeFile(join(folder, 'index.html'), '<!doctype html><title>e-shop</title>')
  await writeFile(join(folder, 'assets', 'app-1a2b.js'), script)
  await writeFile(join(folder, 'assets', 'app-1a2b.js.gz'), gzipSync(script))
  await writeFile(join(folder, 'favicon.svg'), '<svg/>')
}
const app = () => createStorefront(parts.service, { open: () => parts.sidecar, pages: folder })

test('until the pages are built every page says how to build them, and then they are there', async () => {
  const storefront = app()
  const before = await request(storefront).get('/basket')
  expect(before.status).toBe(503)
  expect(before.text).toContain('npm run build -w @shop/storefront')
  await build()
  expect((await request(storefront).get('/basket')).status).toBe(200)
})

test('every path of the shop is the one page, checked anew each time', async () => {
  await build()
  for (const path of ['/', '/basket', '/orders/0199', '/nowhere']) {
    const page = await request(app()).get(path)
    expect(page.status).toBe(200)
    expect(page.headers['content-type']).toBe('text/html; charset=utf-8')
    expect(page.headers['cache-control']).toBe('no-cache')
    const again = await request(app())
      .get(path)
      .set('if-none-match', page.headers['etag'] ?? '')
    expect(again.status).toBe(304)
  }
})

test('files with a hash in their name are kept for ever, and sent small', async () => {
  await build()
  const asset = await request(app()).get('/assets/app-1a2b.js').set('accept-encoding', 'gzip')
  expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable')
  expect(asset.headers['content-encoding']).toBe('gzip')
  expect(asset.headers['content-type']).toContain('javascript')
  expect(asset.text).toBe(script)
  const plain = await request(app()).get('/assets/app-1a2b.js').set('accept-encoding', 'identity')
  expect(plain.headers['content-encoding']).toBeUndefined()
  expect(plain.text).toBe(script)
  const icon = await request(app()).get('/favicon.svg')
  expect(icon.headers['cache-control']).toBe('no-cache')
})

test('a file that is not there is a 404, not the page', async () => {
  await build()
  for (const path of ['/assets/app-old.js', '/robots.txt', '/index.html.gz']) {
    expect((await request(app()).get(path)).status).toBe(404)
  }
})

test('pages and answers carry headers that keep foreign scripts and frames out', async () => {
  await build()
  for (const path of ['/', '/auth/session', '/healthz']) {
    const { headers } = await request(app()).get(path)
    if (path === '/healthz') continue
    expect(headers['content-security-policy']).toContain("script-src 'self'")
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    expect(headers['content-security-policy']).not.toContain('unsafe')
    expect(headers['x-content-type-options']).toBe('nosniff')
    expect(headers['referrer-policy']).toBe('same-origin')
    expect(headers['x-powered-by']).toBeUndefined()
  }
})

test('another name of this machine leads to the one that logins come back to', async () => {
  const local = await startStorefront({ STOREFRONT_URL: 'http://127.0.0.1:5100' })
  const get = (host: string) => request(local.app).get('/basket?x=1').set('host', host)
  const answer = await get('localhost:5100')
  expect(answer.status).toBe(307)
  expect(answer.headers['location']).toBe('http://127.0.0.1:5100/basket?x=1')
  expect((await get('127.0.0.1:5100')).status).toBe(503)
  expect((await get('shop.example')).status).toBe(503)
  await local.close()
})

test('in production the secret that everybody can read is refused', () => {
  const env = {
    NODE_ENV: 'production',
    APP_PORT: '1',
    OIDC_ISSUER: 'https://issuer.example',
    STOREFRONT_URL: 'https://shop.example/',
    DAPR_API_TOKEN: 'a',
    APP_API_TOKEN: 'b',
    SERVICE_CLIENT_SECRET: 'c',
  }
  expect(() => readConfig(env)).toThrow('STOREFRONT_CLIENT_SECRET must be a secret of your own')
  const config = readConfig({ ...env, STOREFRONT_CLIENT_SECRET: 'd' })
  expect(config.STOREFRONT_URL).toBe('https://shop.example')
  expect(readConfig({ ...env, NODE_ENV: 'development' }).SESSION_TTL).toBe(604_800_000)
})
