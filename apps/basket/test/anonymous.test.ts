import { type Parts, recordOf, type Shopper, shopper, startBasket, unitsOf } from './support.ts'

let parts: Parts
beforeAll(async () => {
  parts = await startBasket()
})
afterAll(() => parts.close())

const nobody = () => shopper(parts)
/** A user in the browser of an anonymous shopper. */
function login(anonymous: Shopper, name: string) {
  const user = shopper(parts, name)
  user.jar.cookie = anonymous.jar.cookie
  return user
}
const anonymousKey = ({ jar }: Shopper) =>
  `anonymous-${jar.cookie?.replace('basket=', '').split('.')[0]}`
const setCookie = (answer: { headers: Record<string, unknown> }) =>
  [answer.headers['set-cookie'] ?? []].flat()

test('a signed HttpOnly cookie leads an anonymous shopper back to their basket', async () => {
  const shopper = nobody()
  const first = await shopper.put('a', 2)
  expect(setCookie(first)).toEqual([
    expect.stringMatching(
      /^basket=[\w-]+\.[\w-]{43}; Max-Age=2592000; Path=\/; Expires=.*HttpOnly/,
    ),
  ])
  expect(setCookie(first)[0]).toContain('SameSite=Lax')
  expect(setCookie(first)[0]).not.toContain('Secure')
  await shopper.put('b', 1)
  expect(await shopper.units()).toEqual({ a: 2, b: 1 })
  expect(await nobody().units()).toEqual({})
})

test('who only looks has a basket of one id and leaves no record', async () => {
  const shopper = nobody()
  const { body } = await shopper.get()
  expect(body.items).toEqual([])
  expect((await shopper.get()).body.basketId).toBe(body.basketId)
  expect(parts.sidecar.records.has(anonymousKey(shopper))).toBe(false)
  expect((await shopper.put('a', 1)).body.basketId).toBe(body.basketId)
})

test('in production the cookie travels over HTTPS only', async () => {
  const production = await startBasket({ NODE_ENV: 'production' })
  expect(setCookie(await shopper(production).get())[0]).toContain('Secure')
  await production.close()
})

test('a tampered cookie, or one signed by others, is a new basket', async () => {
  const victim = nobody()
  await victim.put('a', 1)
  const [id, signature = ''] = (victim.jar.cookie ?? '').replace('basket=', '').split('.')
  const other = await startBasket({ BASKET_COOKIE_SECRET: 'a secret of somebody else' })
  const stranger = shopper(other)
  await stranger.get()
  const forged = (stranger.jar.cookie ?? '').split('.')[1]
  const tampered = `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`
  for (const value of [`${id}.${tampered}`, `${id}.${forged}`, `${id}`, `${id}.`, 'x', '']) {
    const attacker = nobody()
    attacker.jar.cookie = `basket=${value}`
    const answer = await attacker.get()
    expect([value, answer.status, unitsOf(answer)]).toEqual([value, 200, {}])
    expect(attacker.jar.cookie).not.toContain(id)
  }
  await other.close()
})

test('the good one of two cookies of that name counts', async () => {
  const shopper = nobody()
  await shopper.put('a', 1)
  shopper.jar.cookie = `other=1; basket=nonsense; ${shopper.jar.cookie}`
  expect(await shopper.units()).toEqual({ a: 1 })
})

test('the first call with token and cookie merges, units summed, and clears the cookie', async () => {
  await shopper(parts, 'alice').put('a', 2)
  const anonymous = nobody()
  await anonymous.put('a', 3)
  await anonymous.put('b', 1)
  const alice = login(anonymous, 'alice')
  const answer = await alice.get()
  expect(unitsOf(answer)).toEqual({ a: 5, b: 1 })
  expect(setCookie(answer)[0]).toMatch(/^basket=; Path=\/; Expires=Thu, 01 Jan 1970/)
  expect(await alice.units()).toEqual({ a: 5, b: 1 })
  expect(setCookie(await alice.get())).toEqual([])
})

test('a PUT merges first and then sets its line', async () => {
  const anonymous = nobody()
  await anonymous.put('a', 3)
  const answer = await login(anonymous, 'bob').put('b', 4)
  expect(unitsOf(answer)).toEqual({ a: 3, b: 4 })
})

test('a checkout orders what was put in before the login too', async () => {
  const anonymous = nobody()
  await anonymous.put('a', 3)
  const carol = login(anonymous, 'carol')
  const { status, body } = await carol.checkOut('r-carol')
  expect(status).toBe(202)
  expect((await carol.order(body.orderId)).body.items).toMatchObject([{ quantity: 3 }])
})

test('units are capped at 999', async () => {
  await shopper(parts, 'dave').put('a', 998)
  const anonymous = nobody()
  await anonymous.put('a', 500)
  expect(await login(anonymous, 'dave').units()).toEqual({ a: 999 })
})

test('a cookie that was not cleared, sent again, doubles nothing, also at the same time', async () => {
  await shopper(parts, 'erin').put('a', 1)
  const anonymous = nobody()
  await anonymous.put('a', 2)
  const browsers = [1, 2, 3].map(() => login(anonymous, 'erin'))
  await Promise.all(browsers.map((erin) => erin.get()))
  expect(await login(anonymous, 'erin').units()).toEqual({ a: 3 })
})

test.each(['anonymous-', 'user-'])(
  'a crash before the %s record is written neither loses nor doubles',
  async (prefix) => {
    const name = `frank-${prefix}`
    await shopper(parts, name).put('a', 1)
    const anonymous = nobody()
    await anonymous.put('a', 2)
    parts.store.hooks.beforeSave = (key) => {
      if (key.startsWith(prefix)) throw new Error('the process is gone')
    }
    const answer = await login(anonymous, name).get()
    parts.store.hooks.beforeSave = undefined
    expect([answer.status, setCookie(answer)]).toEqual([500, []])
    expect(await login(anonymous, name).units()).toEqual({ a: 3 })
    expect(await login(anonymous, name).units()).toEqual({ a: 3 })
  },
)

test('one anonymous basket is merged into one user, the next one in that browser gets none of it', async () => {
  const anonymous = nobody()
  await anonymous.put('a', 2)
  await login(anonymous, 'grace').get()
  const heidi = login(anonymous, 'heidi')
  expect(await heidi.units()).toEqual({})
  expect(heidi.jar.cookie).toBeUndefined()
})

test('with the cookie of a merged basket an anonymous shopper begins a new one', async () => {
  const anonymous = nobody()
  await anonymous.put('a', 2)
  const old = anonymous.jar.cookie
  await login(anonymous, 'ivan').get()
  expect(unitsOf(await anonymous.put('b', 1))).toEqual({ b: 1 })
  expect(anonymous.jar.cookie).not.toBe(old)
  expect(await login(anonymous, 'ivan').units()).toEqual({ a: 2, b: 1 })
})

test('an edit that the login overtakes is refused, so that it is not lost unseen', async () => {
  const anonymous = nobody()
  await anonymous.put('a', 2)
  let overtaken = false
  parts.store.hooks.beforeSave = async () => {
    if (overtaken) return
    overtaken = true
    await login(anonymous, 'judy').get()
  }
  const { status, body } = await anonymous.put('b', 1)
  parts.store.hooks.beforeSave = undefined
  expect([status, body.code]).toEqual([409, 'basket-merged'])
  expect(recordOf(parts, 'user-judy')?.basket.lines).toMatchObject([
    { productId: 'a', quantity: 2 },
  ])
})

test('a tampered cookie with a token merges nothing and is cleared', async () => {
  const kim = shopper(parts, 'kim')
  kim.jar.cookie = 'basket=018f0000-0000-7000-8000-000000000000.forged'
  expect(unitsOf(await kim.get())).toEqual({})
  expect(kim.jar.cookie).toBeUndefined()
})
