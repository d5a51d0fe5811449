import request from 'supertest'
import { atIssuer, cookieIn, loggedIn, logIn, origin, own, startStorefront } from './support.ts'

let parts: Awaited<ReturnType<typeof startStorefront>>
beforeAll(async () => {
  parts = await startStorefront()
})
afterAll(() => parts.close())

const browser = () => request.agent(parts.app)

test('a login goes to the issuer with PKCE, state, nonce and the audience, and comes back', async () => {
  const agent = browser()
  const start = await agent.get('/auth/login?returnTo=/checkout')
  expect(start.status).toBe(303)
  const asked = Object.fromEntries(new URL(start.headers['location'] ?? '').searchParams)
  expect(asked).toMatchObject({
    client_id: 'storefront',
    response_type: 'code',
    redirect_uri: `${origin}/auth/callback`,
    scope: 'openid offline_access shop',
    resource: 'urn:e-shop',
    code_challenge_method: 'S256',
    code_challenge: expect.stringMatching(/^[\w-]{43}$/),
    state: expect.stringMatching(/^[\w-]{43}$/),
    nonce: expect.stringMatching(/^[\w-]{43}$/),
  })
  const back = await agent.get(await atIssuer(start.headers['location'] ?? ''))
  expect(back.status).toBe(303)
  expect(back.headers['location']).toBe('/checkout')
  const session = await agent.get('/auth/session')
  expect(session.headers['cache-control']).toBe('no-store')
  expect(session.body).toEqual({
    user: { id: 'alice', name: 'Alice', email: 'alice@example.com', roles: [] },
  })
})

test('nobody is logged in without a session, or with a made-up one', async () => {
  expect((await browser().get('/auth/session')).body).toEqual({ user: null })
  const madeUp = await browser()
    .get('/auth/session')
    .set('cookie', `session=${'x'.repeat(43)}`)
  expect(madeUp.body).toEqual({ user: null })
})

test('the session cookie is random, unreadable for scripts and kept from other sites', async () => {
  const answer = await logIn(browser())
  const cookie = cookieIn(answer, 'session')
  expect(cookie?.value).toMatch(/^[\w-]{43}$/)
  expect(cookie?.attributes).toContain('httponly')
  expect(cookie?.attributes).toContain('samesite=lax')
  expect(cookie?.attributes).toContain('path=/')
  expect(cookie?.attributes).not.toContain('secure')
})

test('behind https the cookies are for https only', async () => {
  const secure = await startStorefront({ STOREFRONT_URL: 'https://shop.test' })
  const start = await request(secure.app).get('/auth/login')
  expect(cookieIn(start, 'login')?.attributes).toContain('secure')
  const back = await atIssuer(start.headers['location'] ?? '')
  const login = `login=${cookieIn(start, 'login')?.value}`
  const end = await request(secure.app).get(back).set('cookie', login)
  expect(cookieIn(end, 'session')?.attributes).toContain('secure')
  await secure.close()
})

test('the state store knows neither the cookie nor any token', async () => {
  const agent = browser()
  const id = cookieIn(await logIn(agent), 'session')?.value ?? ''
  const kept = JSON.stringify([...parts.sidecar.records])
  expect(kept).toContain('session-')
  expect(kept).not.toContain(id)
  // How a token begins; fewer letters of it come about by chance.
  expect(kept).not.toContain('eyJhbGciOi')
  expect(kept).not.toContain('alice')
})

test('a session id that was there before the login is worth nothing after it', async () => {
  const planted = 'A'.repeat(43)
  const agent = browser()
  agent.jar.setCookie(`session=${planted}; Path=/`, '127.0.0.1')
  const answer = await logIn(agent)
  expect(cookieIn(answer, 'session')?.value).not.toBe(planted)
  const fixed = await request(parts.app).get('/auth/session').set('cookie', `session=${planted}`)
  expect(fixed.body).toEqual({ user: null })
})

test('a second login ends the first session of the browser', async () => {
  const agent = browser()
  const first = cookieIn(await logIn(agent), 'session')?.value
  const second = cookieIn(await logIn(agent), 'session')?.value
  expect(second).not.toBe(first)
  const old = await request(parts.app).get('/auth/session').set('cookie', `session=${first}`)
  expect(old.body).toEqual({ user: null })
})

test('a callback is good once, and only in the browser and for the login it belongs to', async () => {
  const agent = browser()
  const start = await agent.get('/auth/login')
  const back = await atIssuer(start.headers['location'] ?? '')
  const elsewhere = await browser().get(back)
  expect(elsewhere.status).toBe(400)
  expect(elsewhere.text).toContain('This login can not be finished')
  expect((await agent.get(back.replace(/state=[^&]*/, 'state=other'))).status).toBe(400)
  expect((await agent.get(back)).status).toBe(303)
  expect((await agent.get(back)).status).toBe(400)
})

test('two logins of one browser at the same time both come back', async () => {
  const agent = browser()
  const first = await agent.get('/auth/login?returnTo=/basket')
  const second = await agent.get('/auth/login?returnTo=/orders')
  const back = await agent.get(await atIssuer(first.headers['location'] ?? ''))
  expect(back.headers['location']).toBe('/basket')
  const other = await agent.get(await atIssuer(second.headers['location'] ?? ''))
  expect(other.headers['location']).toBe('/orders')
})

test('a code that the issuer does not accept leaves nobody logged in', async () => {
  const agent = browser()
  const start = await agent.get('/auth/login')
  const back = await atIssuer(start.headers['location'] ?? '')
  const answer = await agent.get(back.replace(/code=[^&]*/, 'code=stolen'))
  expect(answer.status).toBe(400)
  expect(cookieIn(answer, 'session')).toBeUndefined()
})

test('a cancelled login is said, with a way back to where it was wanted', async () => {
  parts.issuer.mode.deny = true
  const answer = await logIn(browser(), '/orders')
  parts.issuer.mode.deny = false
  expect(answer.status).toBe(400)
  expect(answer.text).toContain('The login was cancelled.')
  expect(answer.text).toContain('/auth/login?returnTo=%2Forders')
})

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '/\t/evil.example',
  '/.//evil.example',
  'javascript:alert(1)',
  '/auth/login?returnTo=/',
  '/api/v1/orders',
  'basket',
])('the login does not return to %j', async (returnTo) => {
  expect((await logIn(browser(), returnTo)).headers['location']).toBe('/')
})

test('a place in the shop is returned to with its query', async () => {
  const answer = await logIn(browser(), '/?search=mug&sort=-price')
  expect(answer.headers['location']).toBe('/?search=mug&sort=-price')
})

test('a logout ends the session here and at the issuer, and says where to go', async () => {
  const agent = browser()
  const id = cookieIn(await logIn(agent), 'session')?.value
  const revoked = parts.issuer.seen.revoked.length
  const answer = await agent.post('/auth/logout').set(own)
  const location = new URL(answer.body.location)
  expect(location.origin + location.pathname).toBe(`${parts.issuer.url}/logout`)
  expect(Object.fromEntries(location.searchParams)).toEqual({
    client_id: 'storefront',
    post_logout_redirect_uri: `${origin}/`,
  })
  expect(parts.issuer.seen.revoked).toHaveLength(revoked + 1)
  expect((await agent.get('/auth/session')).body).toEqual({ user: null })
  const stolen = await request(parts.app).get('/auth/session').set('cookie', `session=${id}`)
  expect(stolen.body).toEqual({ user: null })
})

test('a session ends after its longest life, however much it was used', async () => {
  const agent = await loggedIn(parts.app)
  parts.at(new Date(Date.now() + 7 * 24 * 3_600_000 + 1))
  expect((await agent.get('/auth/session')).body).toEqual({ user: null })
  parts.at(undefined)
})

test('administrators are known as such, whatever the issuer calls them', async () => {
  parts.issuer.mode.roles = ['administrator', 'staff']
  const agent = await loggedIn(parts.app)
  parts.issuer.mode.roles = []
  expect((await agent.get('/auth/session')).body.user.roles).toEqual(['administrator', 'staff'])
})

test('while the issuer is down a login is a clear 503, a logout still works, and both recover', async () => {
  const down = await startStorefront()
  const agent = await loggedIn(down.app)
  down.issuer.mode.broken = true
  const other = await startStorefront({})
  await other.issuer.close()
  const login = await request(other.app).get('/auth/login').set('accept', 'text/html')
  expect(login.status).toBe(503)
  expect(login.headers['retry-after']).toBe('5')
  expect(login.text).toContain('The identity provider can not be reached')
  const program = await request(other.app).get('/auth/login').set('accept', 'application/json')
  expect(program.body).toMatchObject({ status: 503, code: 'unavailable' })
  const logout = await agent.post('/auth/logout').set(own)
  expect(logout.status).toBe(200)
  expect((await agent.get('/auth/session')).body).toEqual({ user: null })
  down.issuer.mode.broken = false
  expect((await logIn(agent)).status).toBe(303)
  await other.close()
  await down.close()
})
