import { execFile } from 'node:child_process'
import { access, mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
// biome-ignore lint/correctness/noUndeclaredDependencies: a tool of the whole repository, for tests only.
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { buildEnv, chromiumPath } from './config.ts'
import { openShop } from './open-shop.ts'

// For tests of the pages: each has a shop of its own, and a phone that looks at it.

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]
export const minute = 60_000

let folder: string
let browser: Browser
/** Of the test that runs now. */
export let opened: Awaited<ReturnType<typeof openShop>>
export let context: BrowserContext
export let page: Page
/** What the browser complained of: scripts that threw, and what the security policy stopped. */
let complaints: string[] = []

beforeAll(async () => {
  await access(chromiumPath).catch(() => {
    throw new Error(
      `These tests need Chromium, which is not at ${chromiumPath}: install it (on Debian: apt-get install chromium) or set CHROMIUM_PATH`,
    )
  })
  folder = await mkdtemp(join(tmpdir(), 'storefront-'))
  await build(folder)
  browser = await chromium.launch({ executablePath: chromiumPath, args: quiet })
}, minute)
afterAll(async () => {
  await browser?.close()
  if (folder) await rm(folder, { recursive: true })
})
beforeEach(async () => {
  opened = await openShop(folder)
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'en-IE' })
  page = await context.newPage()
  complaints = []
  page.on('pageerror', (error) => complaints.push(error.message))
  page.on('console', (message) => {
    if (/Content.Security.Policy|Warning:/i.test(message.text())) complaints.push(message.text())
  })
})
afterEach(async () => {
  await context.close()
  await opened.close()
  expect(complaints).toEqual([])
})

async function build(outDir: string) {
  const vite = createRequire(import.meta.url).resolve('vite/package.json')
  const args = [join(dirname(vite), 'bin', 'vite.js'), 'build', '--outDir', outDir, '--emptyOutDir']
  const cwd = fileURLToPath(new URL('..', import.meta.url))
  await promisify(execFile)(process.execPath, args, { cwd, env: buildEnv })
}

export const button = (name: string | RegExp) => page.getByRole('button', { name })
export const link = (name: string) => page.getByRole('link', { name, exact: true })
export const heading = (name: string | RegExp) => page.getByRole('heading', { name, level: 1 })
export const shows = (text: string | RegExp) => page.getByText(text).first().waitFor()
export const open = (path: string) => page.goto(opened.origin + path)

/** Nothing of the page is wider than a phone. */
export async function fits() {
  const width = await page.evaluate(() => document.documentElement.scrollWidth)
  expect(width).toBeLessThanOrEqual(360)
}

export async function logIn(path = '/') {
  await open(`/auth/login?returnTo=${encodeURIComponent(path)}`)
  await button('Log out').waitFor()
}
