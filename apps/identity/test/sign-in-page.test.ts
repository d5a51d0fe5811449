import request from 'supertest'
import { backOf, pageOf, startFlow, startIdentity, storefront, visitor } from './support.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
beforeAll(async () => {
  identity = await startIdentity()
})
afterAll(() => identity.close())

/** A browser at the sign-in page. */
async function atThePage({ issuer } = identity, extra: Record<string, string> = {}) {
  const browser = visitor(issuer)
  const { url } = await startFlow(await storefront(issuer), extra)
  const page = await browser.open(url)
  const post = (fields: object) => browser.send(pageOf(page), fields)
  return { browser, page, post }
}

test('the page has a labelled form and shows the demo users', async () => {
  const { page } = await atThePage()
  expect(page.status).toBe(200)
  expect(page.text).toContain('<label for="username">')
  expect(page.text).toContain('<label for="password">')
  expect(page.text).toMatch(/alice.*bob.*admin.*buyer500.*<code>shop<\/code>/s)
  expect(page.get('cache-control')).toBe('no-store')
})

test('a page runs no inline script or style, sends its forms only to known places, sits in no frame', async () => {
  const { page } = await atThePage()
  const policy = page.get('content-security-policy')
  expect(policy).toContain("default-src 'none'; style-src 'self'; script-src 'self'")
  expect(policy).toContain("form-action 'self' http://127.0.0.1:5100 ")
  expect(policy).toContain("frame-ancestors 'none'")
  expect(page.text).not.toMatch(/<script|<style|style=|onclick/)
  const style = await request(identity.issuer).get('/style.css')
  expect(style.get('content-type')).toContain('text/css')
})

test.each([
  ['alice', 'wrong'],
  ['nobody', 'shop'],
  ['buyer501', 'shop'],
  ['buyer0', 'shop'],
  ['', ''],
])(
  '%j with the password %j is told the same: one of the two is wrong',
  async (username, password) => {
    const { post } = await atThePage()
    const answer = await post({ username, password })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('role="alert">The user name or the password is wrong.<')
    expect(answer.text).toContain(`value="${username}"`)
    expect(answer.text).not.toContain('value="wrong"')
  },
)

test('after a wrong password the right one still signs in, and case and spaces of the name do not matter', async () => {
  const { post } = await atThePage()
  await post({ username: 'alice', password: 'shopp' })
  const answer = await post({ username: ' Alice ', password: 'shop' })
  expect(backOf(answer)).toMatch(/^http:\/\/127\.0\.0\.1:5100\/auth\/callback\?code=/)
})

test('what was typed is shown again as text, never as markup', async () => {
  const { post } = await atThePage()
  const answer = await post({ username: '"><script>alert(1)</script>', password: 'x' })
  expect(answer.text).toContain('value="&quot;&gt;&lt;script&gt;')
  expect(answer.text).not.toContain('<script>')
})

test('a form that is nonsense is a wrong password, not a fault', async () => {
  const { post } = await atThePage()
  expect((await post({ username: ['a', 'b'], password: { c: 'd' } })).status).toBe(422)
  expect((await post({})).status).toBe(422)
})

test('a hint, and a click on a demo user, fill in the user name', async () => {
  const { browser, page } = await atThePage(identity, { login_hint: 'bob' })
  expect(page.text).toContain('value="bob"')
  const clicked = await browser.open(`${pageOf(page)}?user=admin`)
  expect(clicked.text).toContain('value="admin"')
})

test('cancel goes back to the client, which is told so', async () => {
  const { post } = await atThePage()
  const back = new URL(backOf(await post({ cancel: 'yes' })))
  expect(back.origin + back.pathname).toBe('http://127.0.0.1:5100/auth/callback')
  expect(back.searchParams.get('error')).toBe('access_denied')
})

test('an address that guesses waits out a minute, even with the right password', async () => {
  const guessed = await startIdentity()
  const noon = Date.parse('2030-01-01T12:00:00Z')
  guessed.at(new Date(noon))
  const { post } = await atThePage(guessed)
  for (let n = 0; n < 20; n += 1) {
    expect((await post({ username: 'alice', password: `guess ${n}` })).status).toBe(422)
  }
  guessed.at(new Date(noon + 15_000))
  const answer = await post({ username: 'alice', password: 'shop' })
  expect(answer.status).toBe(429)
  expect(answer.get('retry-after')).toBe('45')
  expect(answer.text).toContain('try again in 45 seconds')

  guessed.at(new Date(noon + 60_000))
  expect(backOf(await post({ username: 'alice', password: 'shop' }))).toContain('code=')
  await guessed.close()
})

test('a sign-in that nobody began, or in another browser, is too late', async () => {
  const { page } = await atThePage()
  for (const address of ['/login/made-up', pageOf(page)]) {
    const answer = await visitor(identity.issuer).open(address)
    expect(answer.status).toBe(400)
    expect(answer.text).toContain('This sign-in has expired')
    expect(answer.text).toContain('href="http://127.0.0.1:5100/"')
  }
  const sent = await visitor(identity.issuer).send(pageOf(page), {
    username: 'bob',
    password: 'shop',
  })
  expect(sent.status).toBe(400)
})

test('in production neither the demo users nor their password are shown', async () => {
  const open = await startIdentity({
    NODE_ENV: 'production',
    ALLOW_DEMO_USERS: 'true',
    STOREFRONT_CLIENT_SECRET: 'development-storefront-secret'.slice(12),
    SERVICE_CLIENT_SECRET: 'a secret of our own',
    DAPR_API_TOKEN: 'a token of our own',
    APP_API_TOKEN: 'another of our own',
  })
  const url = `/auth?client_id=cli&response_type=code&redirect_uri=http://127.0.0.1/callback&scope=openid&code_challenge_method=S256&code_challenge=${'a'.repeat(43)}`
  const page = await visitor(open.issuer).open(url)
  expect(page.text).toContain('<label for="username">')
  expect(page.text).not.toMatch(/Demo|alice|<code>/)
  await open.close()
})

test('nonsense is refused with a page or a problem, without any inside of the server', async () => {
  const front = request(identity.issuer)
  for (const unknown of [await front.get('/wp-admin'), await front.get('/token')]) {
    expect(unknown.status).toBe(404)
    expect(unknown.get('content-type')).toContain('application/problem+json')
  }
  for (const path of [
    '/auth',
    '/auth?client_id=%00',
    '/auth/made-up',
    '/session/end?id_token_hint=x',
  ]) {
    const answer = await front.get(path).set('accept', 'text/html')
    expect([path, answer.status]).toEqual([path, 400])
    expect(answer.text).toContain('<h1>This did not work</h1>')
    expect(answer.text).not.toMatch(/node_modules|at .*\.js/)
  }
  const token = await front.post('/token').type('form').send('grant_type=%%%')
  expect(token.status).toBe(400)
  expect(token.body.error).toBe('invalid_request')
  expect((await front.get('/healthz')).body).toEqual({ status: 'ok' })
  expect((await front.get('/readyz')).body).toEqual({ status: 'ready' })
  expect((await front.get('/')).get('location')).toBe('http://127.0.0.1:5100')
})
