import { newId } from '@shop/kit/ids.ts'
import { bearer } from '@shop/kit/testing.ts'
import { readConfig } from '../src/config.ts'
import { card, checkoutBody, type Parts, shopper, startBasket } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

const tables = [
  'checkouts',
  'abandoned_checkouts',
  'prices',
  'outbox',
  'inbox',
  'failures',
] as const

test('neither number, CVV, holder nor token is in any table or state record', async () => {
  const cards = [
    { ...card, holder: 'Robert Roe', cvv: '4711' },
    { ...card, number: '4000000000000002', cvv: '4711' },
  ]
  const written: unknown[] = []
  parts.store.hooks.beforeSave = (key, value) => written.push(key, structuredClone(value))
  for (const one of cards) {
    const alice = shopper(parts, 'alice')
    await alice.put('a', 1)
    const body = { ...checkoutBody, card: one }
    expect((await alice.checkOut(newId(), body)).status).toBe(202)
    await alice.put('a', 1)
    parts.others.payment = () => ({ status: 500 })
    await alice.checkOut(newId(), body)
    parts.others.payment = undefined
  }
  const rows = await Promise.all(
    tables.map((table) => parts.db.selectFrom(table).selectAll().execute()),
  )
  const everything = JSON.stringify([rows, written])
  expect(everything).toContain('"last4":"4242"')
  const token = (await bearer('alice')).replace('Bearer ', '').split('.')[0] as string
  // The CVV with its quotes: as four digits alone it may come up in any id.
  const digits = ['4242 4242', '42424242', '400000000000', '"4711"', 'cvv']
  for (const secret of [...digits, 'Roe', 'Alice Doe', token]) {
    expect(everything).not.toContain(secret)
  }
})

const env = {
  APP_PORT: '8000',
  OIDC_ISSUER: 'http://issuer.test',
  DATABASE_URL: 'postgres://basket@localhost/basket',
  DAPR_API_TOKEN: 'one of our own',
  APP_API_TOKEN: 'one of our own',
  SERVICE_CLIENT_SECRET: 'one of our own',
}

test('the cookie secret of development is refused in production', () => {
  expect(readConfig(env).BASKET_COOKIE_SECRET).toMatch(/^development-/)
  const production = { ...env, NODE_ENV: 'production' }
  expect(() => readConfig(production)).toThrow('BASKET_COOKIE_SECRET')
  const own = 'a long secret of our own'
  expect(readConfig({ ...production, BASKET_COOKIE_SECRET: own }).BASKET_COOKIE_SECRET).toBe(own)
  expect(() => readConfig({ ...env, BASKET_COOKIE_SECRET: 'short' })).toThrow('BASKET_COOKIE')
})
