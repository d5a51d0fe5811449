import { type Browser, chromium, type Page } from 'playwright-core'
import { type RunningShop, runShop } from './support/shop.ts'

// A shopper at the storefront, on a phone: real browser, real login, real everything.

const lantern = 'Nightjar Micro Lantern'

let shop: RunningShop
let browser: Browser

beforeAll(async () => {
  shop = await runShop([], { GRACE_PERIOD: '3s' })
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
  })
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

async function phone(): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
  page.setDefaultTimeout(20_000)
  return page
}

const logIn = async (page: Page, user: string) => {
  await page.getByRole('textbox', { name: /user/i }).fill(user)
  await page.getByLabel(/password/i).fill('shop')
  await page.getByRole('button', { name: /sign in|log in/i }).click()
}

test('a shopper fills a basket, logs in at the checkout, and watches the order become paid', async () => {
  const page = await phone()
  await page.goto(shop.storefront)
  await page.getByRole('searchbox').fill('lantern')
  await page.getByRole('searchbox').press('Enter')
  await page.waitForURL(/search=lantern/)
  await page.getByRole('main').getByRole('link', { name: lantern }).first().click()
  await page.waitForURL(/\/products\//)
  await page.getByRole('button', { name: `Add to basket ${lantern}` }).click()
  const basket = page.getByRole('banner').getByRole('link', { name: /basket/i })
  await basket.click()
  await page.getByRole('link', { name: /check ?out/i }).click()
  await logIn(page, 'alice')
  await page.getByLabel(/street/i).fill('Calle de Alcalá 50')
  await page.getByLabel(/city/i).fill('Madrid')
  await page.getByLabel(/zip|post/i).fill('28014')
  await page.getByLabel(/country/i).fill('Spain')
  await page.getByRole('button', { name: 'Approved', exact: true }).click()
  await page.getByRole('button', { name: /place order/i }).click()
  await page.waitForURL(/\/orders\/[0-9a-f-]{36}/)
  // No reload: the page hears of each status by itself.
  await page.getByRole('heading', { name: /paid/i }).or(page.getByText(/^paid/i)).first().waitFor()
  const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth)
  expect(sideways).toBe(false)
  await page.close()
})
