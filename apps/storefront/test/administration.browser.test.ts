import { problem } from './fake-shop/asked.ts'
import {
  button,
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

/** Logs in as who runs the shop, and comes to a page of theirs. */
async function administer(path: string) {
  Object.assign(opened.issuer.mode, { user: 'admin', roles: ['administrator'] })
  await logIn(path)
}

/** Has an order placed by somebody else, paid or not; gives its id. */
function ordered(): string {
  const { baskets, orders } = opened.shop
  baskets.put('alice', 'p1', 2)
  const address = { street: 'Calle 1', city: 'Madrid', state: '', country: 'Spain', zipCode: '1' }
  const card = { number: '4242424242424242', holder: 'A', expires: '12/40', cvv: '737' }
  return orders.place('alice', 'r1', baskets.of('alice'), { address, card })
}

const dialog = () => page.getByRole('dialog')
const row = (text: string | RegExp) => page.getByRole('row').filter({ hasText: text })

test(
  'a customer sees no way to the administration, and is refused there',
  async () => {
    await logIn('/')
    await link('Orders').waitFor()
    expect(await link('Administration').count()).toBe(0)
    await open('/admin/dead-letters')
    await heading('For administrators only').waitFor()
    expect(opened.shop.calls.filter(({ path }) => path.includes('/admin/'))).toEqual([])
  },
  minute,
)

test(
  'the dashboard shows how the shop does, and shows what changes',
  async () => {
    await administer('/')
    await fits()
    await link('Administration').click()
    await heading('Dashboard').waitFor()
    await shows('€1,234.50')
    await shows('71.4 %')
    await shows('Changes show at once.')
    await row('Trail Pack').getByText('€231.35').waitFor()
    await page.getByRole('img', { name: /^Income over time: €1,234.50 in all/ }).waitFor()
    await fits()

    const news = page.waitForResponse(/analytics\/summary/, { timeout: 5_000 })
    opened.shop.orders.changed('admin')
    await news
    await page.getByText('Last 7 days').click()
    await shows('€1,234.50')
    expect(new URL(page.url()).search).toBe('?range=week')
  },
  minute,
)

test(
  'the flow shows what each consumer has handled, and flags who does not hear',
  async () => {
    await administer('/admin/flow')
    await row(/catalog.*14.*hears/).waitFor()
    await row(/notifications.*not subscribed/).waitFor()
    await row('missing-subscription').waitFor()
    await row(/sales-summaries.*nobody/).waitFor()
    await fits()
  },
  minute,
)

test(
  'a dead letter is looked at, put right and redriven; a refusal says what is wrong',
  async () => {
    await administer('/admin/dead-letters')
    await link('Dead letters 1 open').waitFor()
    await fits()
    await link('OrderStatusChangedToPaid').click()
    await shows('units must be positive')
    await fits()

    const payload = page.getByLabel('Payload as JSON')
    await payload.fill('{"units": ')
    await shows('This is not JSON.')
    expect(await button('Redrive as edited').count()).toBe(0)
    await payload.fill('{"units": 0}')
    opened.shop.before.push(({ path }) =>
      path.endsWith('/redrive')
        ? problem(400, 'The payload does not fit', {
            errors: [{ path: 'data.units', message: 'must be positive' }],
          })
        : undefined,
    )
    await button('Redrive as edited').click()
    await dialog().getByRole('button', { name: 'Redrive it' }).click()
    await dialog().getByText('data.units: must be positive').waitFor()
    await dialog().getByRole('button', { name: 'Leave it' }).click()

    await payload.fill('{"units": 1}')
    await button('Redrive as edited').click()
    await dialog().getByRole('button', { name: 'Redrive it' }).click()
    await shows('It is on its way again, as edited.')
    await row('edit and redrive').waitFor()
    const sent = opened.shop.calls.filter(({ path }) => path.endsWith('/redrive')).at(-1)
    expect(JSON.parse(String(sent?.body))).toEqual({ data: { units: 1 } })
    expect(opened.shop.administration.letters[0]?.status).toBe('redriven')
    expect(await button('Discard').count()).toBe(0)
  },
  minute,
)

test(
  'a dead letter is discarded once an administrator has said so twice',
  async () => {
    await administer('/admin/dead-letters?status=open')
    await link('OrderStatusChangedToPaid').click()
    await button('Discard').click()
    await dialog().getByRole('button', { name: 'Leave it' }).click()
    expect(opened.shop.administration.letters[0]?.status).toBe('open')
    await button('Discard').click()
    await dialog().getByRole('button', { name: 'Discard it' }).click()
    await shows('It is discarded.')
    await open('/admin/dead-letters?status=open')
    await shows('There are none like this.')
  },
  minute,
)

test(
  'an order is found by its status, its timeline read, and it is shipped',
  async () => {
    const orderId = ordered()
    opened.shop.orders.advance(orderId, 'Paid')
    await administer('/admin/orders')
    await row('alice').waitFor()
    await fits()
    await page.getByLabel('Status').selectOption('Shipped')
    await shows('There are none like this.')
    await page.getByLabel('Status').selectOption('Paid')
    await link(orderId.slice(-8)).click()
    await row('OrderStatusChangedToSubmitted').getByText('published after 12 ms').waitFor()
    await fits()
    await button('Ship the order').click()
    await dialog().getByRole('button', { name: 'Ship it' }).click()
    await shows('The order is shipped.')
    expect(opened.shop.orders.of('alice')[0]?.status).toBe('Shipped')
    expect(await button('Ship the order').count()).toBe(0)
  },
  minute,
)

test(
  'somebody’s order is cancelled with a reason',
  async () => {
    const orderId = ordered()
    await administer(`/admin/orders/${orderId}`)
    await button('Cancel the order').click()
    await page.getByLabel('Reason, for its buyer to read').fill('Not sold any more')
    await dialog().getByRole('button', { name: 'Cancel the order' }).click()
    await shows('The order is cancelled.')
    const sent = opened.shop.calls.find(({ path }) => path.endsWith(`${orderId}/cancel`))
    expect(JSON.parse(String(sent?.body))).toEqual({ reason: 'Not sold any more' })
  },
  minute,
)

test(
  'tasks, health and what is stuck are shown, and who does not answer',
  async () => {
    await administer('/admin/tasks')
    await row(/grace-period.*done.*confirmed 3/).waitFor()
    await shows('no answer from payment')
    await fits()
    await link('Health').click()
    await row(/payment.*unreachable/).waitFor()
    await row(/catalog, reservations.*held/).waitFor()
    await fits()
  },
  minute,
)

test(
  'what can not be had is said in place, with a way to try again',
  async () => {
    for (let times = 0; times < 4; times += 1) {
      opened.shop.before.push(({ path }) =>
        path.endsWith('/admin/flow') ? problem(503, 'operations can not be reached') : undefined,
      )
    }
    await administer('/admin/flow')
    await page.getByRole('alert').getByText('operations can not be reached.').waitFor()
    await button('Try again').click()
    await row(/catalog.*14/).waitFor()
  },
  minute,
)
