import { getTokens } from '@shop/dev/token/get-tokens.ts'
import type { Order } from '@shop/kit/api.ts'
import { type Browser, chromium, type Page } from 'playwright-core'
import { type Customer, customerOf } from './support/customer.ts'
import { type RunningShop, runShop } from './support/shop.ts'

// The pages of a running shop: who runs it, at the administration pages, and a shopper on a phone.
// Real browser, real login, real figures.

let shop: RunningShop
let browser: Browser
let page: Page
let alice: Customer
let order: Order

beforeAll(async () => {
  shop = await runShop([], { GRACE_PERIOD: '3s' })
  const [token] = await getTokens(shop.identity, ['alice'], {})
  alice = customerOf(shop.gateway, token?.token)
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync']
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', ...quiet],
  })
  page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'en-IE' })
  page.setDefaultTimeout(20_000)
}, 300_000)
afterAll(async () => {
  await browser?.close()
  await shop?.stop()
})

const logIn = async (on: Page, user: string) => {
  await on.getByRole('textbox', { name: /user/i }).fill(user)
  await on.getByLabel(/password/i).fill('shop')
  await on.getByRole('button', { name: /sign in|log in/i }).click()
}
const row = (...words: readonly (string | RegExp)[]) =>
  words.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row')).first()
const go = async (name: string) => {
  const places = page.getByRole('navigation', { name: 'Administration' })
  await places.getByRole('link', { name }).click()
  await page.getByRole('heading', { name, level: 1 }).waitFor()
}

test('the dashboard shows an order that is paid while one looks', async () => {
  await page.goto(`${shop.storefront}/admin`)
  await logIn(page, 'admin')
  await page.getByRole('heading', { name: 'Dashboard' }).waitFor()
  await page.getByText('Changes show at once.').waitFor()
  const products = page.getByRole('region', { name: 'Top products' })
  await products.getByText('Nothing was sold in this time.').waitFor()

  const [product] = await alice.products()
  if (!product) throw new Error('there are no products')
  order = await alice.settled(await alice.buy(product.id, 2), 'Paid')
  const { amount, currency } = order.total
  const total = new Intl.NumberFormat('en-IE', { style: 'currency', currency }).format(amount / 100)
  await products
    .getByRole('row')
    .filter({ hasText: product.name })
    .filter({ hasText: total })
    .waitFor()
  await page.getByRole('definition').filter({ hasText: total }).first().waitFor()
  await page.getByRole('img', { name: `Income over time: ${total} in all` }).waitFor()
})

test('the data flow shows who has handled the order, and finds nothing at fault', async () => {
  await go('Data flow')
  await page.getByText('Every service answers and hears what it should.').waitFor()
  for (const consumer of ['catalog', 'analytics', 'notifications']) {
    await row('paid-orders', consumer, 'hears').waitFor()
  }
  expect(await page.getByText('not subscribed').count()).toBe(0)
})

test('an order’s timeline shows what all services did, and the order is shipped', async () => {
  await go('Orders')
  await page.getByLabel('Status').selectOption('Paid')
  await row(order.orderId.slice(-8), 'Alice').getByRole('link').first().click()
  await row('basket', 'said').waitFor()
  await row('payment', 'said', 'payment-status').waitFor()
  await row('catalog', 'handled', 'paid-orders').waitFor()
  await page.getByRole('button', { name: 'Ship the order' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Ship it' }).click()
  await page.getByText('The order is shipped.').waitFor()
  await row('ordering', 'said', 'shipped-orders').waitFor()
  expect((await alice.order(order.orderId)).status).toBe('Shipped')
})

test('tasks and health show what runs', async () => {
  await go('Tasks')
  await row('grace-period', 'done', 'confirmed 1').waitFor()
  await go('Health')
  await page.getByText('All are ready.').waitFor()
  await page.getByText('Nothing is stuck.').waitFor()
  await go('Dead letters')
  await page.getByText('There are none like this.').waitFor()
})

test('a customer is refused, by the page and by the shop behind it', async () => {
  const context = await browser.newContext()
  const other = await context.newPage()
  await other.goto(`${shop.storefront}/admin/orders`)
  await logIn(other, 'alice')
  await other.getByRole('heading', { name: 'For administrators only' }).waitFor()
  const answer = await other.request.get(`${shop.storefront}/api/v1/admin/orders`)
  expect(answer.status()).toBe(403)
  await context.close()
})

const lantern = 'Nightjar Micro Lantern'

test('a shopper fills a basket, logs in at the checkout, and watches the order become paid', async () => {
  const page = await browser.newPage({ viewport: { width: 360, height: 740 } })
  page.setDefaultTimeout(20_000)
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
