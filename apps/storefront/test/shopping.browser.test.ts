import { problem } from './fake-shop/asked.ts'
import {
  button,
  context,
  fits,
  heading,
  link,
  logIn,
  minute,
  open,
  opened,
  page,
  shows,
} from './in-browser.ts'

async function fillIn() {
  await button('Use a made-up address').click()
  await button('Approved').first().click()
}

/** Somebody logged in with an order that has just been placed; gives its id. */
async function ordered(): Promise<string> {
  await logIn('/products/p1')
  await button('Add to basket Trail Pack').click()
  await shows('1 in your basket')
  await open('/checkout')
  await fillIn()
  await button(/^Place order/).click()
  await shows('Thank you.')
  return page.url().split('/').at(-1) ?? ''
}

test(
  'a shopper with a phone finds something, orders it and watches it come',
  async () => {
    const { shop } = opened
    await open('/')
    await heading('The shop').waitFor()
    await shows('30 products, page 1 of 3')
    await fits()
    await page.getByText('Lighting', { exact: true }).click()
    await shows('6 products')
    await page.getByLabel('Sort by').selectOption('-price')
    await page.getByLabel('To €').fill('200')
    await page.getByLabel('To €').press('Enter')
    await shows('3 products')
    expect(new URL(page.url()).search).toBe('?categoryId=lighting&maxPrice=20000&sort=-price')
    await page.goBack()
    await shows('6 products')

    await page.getByRole('searchbox').fill('trail')
    await page.getByRole('searchbox').press('Enter')
    await shows('1 product')
    await link('Trail Lantern').click()
    await heading('Trail Lantern').waitFor()
    expect(await page.title()).toBe('Trail Lantern – e-shop')
    expect(await heading('Trail Lantern').evaluate((h1) => h1 === document.activeElement)).toBe(
      true,
    )
    await fits()
    await page.getByLabel('Quantity').selectOption('2')
    await button('Add to basket Trail Lantern').click()
    await shows('Trail Lantern: 2 in your basket')

    await link('Basket, 2 items').click()
    await heading('Your basket').waitFor()
    await button('One more').click()
    await link('Basket, 3 items').waitFor()
    await fits()
    await link('Go to checkout').click()

    // The issuer logs everybody in at once, and the basket comes along.
    await heading('Checkout').waitFor()
    await shows('3 × Trail Lantern')
    await fits()
    await fillIn()
    await page.getByLabel('Good through').fill('1340')
    await button(/^Place order/).click()
    await shows('must be MM/YY')
    const field = page.getByLabel('Good through')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await field.evaluate((input) => input === document.activeElement)).toBe(true)
    await field.fill('12/40')
    await page.getByText('Express', { exact: true }).click()
    await button(/^Place order/).dblclick()

    await shows('Thank you. Your order has been placed.')
    expect(shop.orders.of('alice')).toHaveLength(1)
    expect(shop.orders.of('alice')[0]).toMatchObject({ priority: 'express', status: 'Submitted' })
    const orderId = page.url().split('/').at(-1) ?? ''
    await fits()
    for (const [status, words] of [
      ['AwaitingValidation', 'We are checking that everything is in stock.'],
      ['StockConfirmed', 'We are charging your card.'],
      ['Paid', 'Your payment went through.'],
    ] as const) {
      shop.orders.advance(orderId, status)
      await page.getByRole('status').getByText(words).waitFor({ timeout: 1_500 })
    }
    expect(await page.getByRole('list').last().getByRole('listitem').count()).toBe(4)
    expect(await button('Cancel the order').count()).toBe(0)

    shop.sold('alice', 'p3')
    await page.getByText('Rate it', { exact: true }).first().click()
    await page.getByRole('radio', { name: '4 stars' }).check({ force: true })
    await button('Rate it').click()
    await shows('Thank you. Your rating counts.')

    await link('Orders').click()
    await heading('Your orders').waitFor()
    await fits()
    await button('Log out').click()
    await link('Log in').waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  },
  minute,
)

test(
  'an order’s page asks every two seconds where there is no stream of events',
  async () => {
    for (let times = 0; times < 10; times += 1) {
      opened.shop.before.push(({ path }) =>
        path.endsWith('/orders/events')
          ? problem(503, 'notifications can not be reached')
          : undefined,
      )
    }
    const orderId = await ordered()
    opened.shop.orders.advance(orderId, 'Cancelled', 'system', 'Trail Pack is out of stock')
    await shows('Reason: Trail Pack is out of stock.')
  },
  minute,
)

test(
  'an order is cancelled once its buyer has said so twice, also while it is on its way in',
  async () => {
    const orderId = await ordered()
    opened.shop.before.push(({ path }) =>
      path.endsWith('/cancel')
        ? {
            ...problem(409, 'The order has not been started yet', { code: 'order-not-started' }),
            headers: { 'content-type': 'application/problem+json', 'retry-after': '1' },
          }
        : undefined,
    )
    await button('Cancel the order').click()
    await button('Keep it').click()
    expect(opened.shop.orders.of('alice')[0]?.status).toBe('Submitted')
    await button('Cancel the order').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel the order' }).click()
    await shows('This order was cancelled.')
    const cancels = opened.shop.calls.filter(({ path }) => path.endsWith(`${orderId}/cancel`))
    expect(cancels).toHaveLength(2)
    expect(new Set(cancels.map(({ headers }) => headers?.['x-request-id'])).size).toBe(1)
  },
  minute,
)

test(
  'an answer to an order that is lost on the way is asked for again, and it stays one order',
  async () => {
    let lost = 0
    await page.route('**/api/v1/basket/checkout', async (route) => {
      if (lost > 0) return route.continue()
      lost += 1
      await route.fetch()
      return route.abort()
    })
    await ordered()
    expect(lost).toBe(1)
    expect(opened.shop.orders.of('alice')).toHaveLength(1)
  },
  minute,
)

test(
  'a price that changed is shown with the old one, and a refusal says what to do',
  async () => {
    await logIn('/products/p1')
    await button('Add to basket Trail Pack').click()
    await shows('1 in your basket')
    opened.shop.baskets.reprice('alice', 'p1', 9_900)
    await open('/basket')
    await shows('A price has changed since you last looked: Trail Pack.')
    expect(await page.locator('del').textContent()).toContain('€33.05')
    await link('Go to checkout').click()
    opened.shop.before.push(({ path }) =>
      path.endsWith('/checkout')
        ? problem(409, 'A price has changed; look at the basket before ordering', {
            code: 'price-changed',
            errors: [{ path: 'items.p1', message: 'the price of Trail Pack has changed' }],
          })
        : undefined,
    )
    await fillIn()
    await button(/^Place order/).click()
    await page.getByRole('alert').getByText('the price of Trail Pack has changed').waitFor()
    await button(/^Place order/).click()
    await shows('Thank you.')
  },
  minute,
)

test(
  'a login that has ended is said, and leads back to where it was',
  async () => {
    await logIn('/orders')
    await shows('You have no orders yet')
    await context.clearCookies()
    await link('See what there is').click()
    await shows('30 products')
    await link('Orders').click()
    await heading('Your login has ended').waitFor()
    await page.getByRole('main').getByRole('link', { name: 'Log in' }).click()
    await shows('You have no orders yet')
  },
  minute,
)

test(
  'what can not be had is said in place, with a way to try again',
  async () => {
    for (let times = 0; times < 4; times += 1) {
      opened.shop.before.push(({ path }) =>
        path.startsWith('/api/v1/catalog/items?')
          ? problem(503, 'catalog can not be reached')
          : undefined,
      )
    }
    await open('/')
    await page.getByRole('alert').getByText('catalog can not be reached.').waitFor()
    await button('Try again').click()
    await shows('30 products')
    await open('/products/none')
    await heading('This product is gone').waitFor()
    await open('/nowhere')
    await heading('There is nothing here').waitFor()
    await fits()
  },
  minute,
)

test(
  'only who has bought something may rate it, and the page says so',
  async () => {
    await logIn('/products/p1')
    await page.getByRole('radio', { name: '5 stars' }).check({ force: true })
    await button('Rate it').click()
    await shows('Only who has bought it may rate it.')
  },
  minute,
)
