import * as client from 'openid-client'
import type { Response } from 'supertest'
import {
  backOf,
  discover,
  signIn,
  startFlow,
  startIdentity,
  storefront,
  storefrontUrl,
  visitor,
} from './support.ts'

let identity: Awaited<ReturnType<typeof startIdentity>>
let config: client.Configuration
beforeAll(async () => {
  identity = await startIdentity()
  config = await storefront(identity.issuer)
})
afterAll(() => identity.close())

async function signedIn(user = 'alice') {
  const browser = visitor(identity.issuer)
  const tokens = await signIn(config, user, { browser })
  const isSignedIn = async () => {
    const { url } = await startFlow(config, { prompt: 'none' })
    return new URL(backOf(await browser.open(url))).searchParams.has('code')
  }
  return { browser, tokens, isSignedIn }
}

const endUrl = (parameters: Record<string, string>) =>
  client.buildEndSessionUrl(config, parameters).href

const back = { post_logout_redirect_uri: `${storefrontUrl}/` }

const xsrfOf = (page: Response) => /name="xsrf" value="([\w-]+)"/.exec(page.text)?.[1] ?? ''

/** What the script of the page does. */
const confirm = (browser: ReturnType<typeof visitor>, page: Response, fields = { logout: 'yes' }) =>
  browser.send('/session/end/confirm', { xsrf: xsrfOf(page), ...fields })

test('the storefront signs a shopper out: a page that answers itself leads back to the shop', async () => {
  const { browser, tokens, isSignedIn } = await signedIn()
  expect(await isSignedIn()).toBe(true)
  const page = await browser.open(
    endUrl({ ...back, id_token_hint: tokens.id_token ?? '', state: 'abc' }),
  )
  expect(page.text).toContain('<script src="/sign-out.js" defer></script>')
  const answer = await confirm(browser, page)
  expect(backOf(answer)).toBe(`${storefrontUrl}/?state=abc`)
  expect(await isSignedIn()).toBe(false)
})

test('signing out ends refreshing too', async () => {
  const { browser, tokens } = await signedIn()
  const page = await browser.open(endUrl({ ...back, id_token_hint: tokens.id_token ?? '' }))
  await confirm(browser, page)
  const refreshed = client.refreshTokenGrant(config, tokens.refresh_token ?? '')
  await expect(refreshed).rejects.toMatchObject({ error: 'invalid_grant' })
})

test('the storefront need not show an id token: the browser says that it comes from this site', async () => {
  const { browser } = await signedIn()
  const from = (site: string) => browser.open(endUrl(back), { 'sec-fetch-site': site })
  expect((await from('same-site')).text).toContain('<script src="/sign-out.js"')
  for (const site of ['cross-site', 'none'])
    expect((await from(site)).text).not.toContain('<script')
  const bare = await browser.open('/session/end', { 'sec-fetch-site': 'same-site' })
  expect(bare.text).not.toContain('<script')
})

test('a revoked refresh token is good no more, and the shopper can sign in again', async () => {
  const { browser, tokens } = await signedIn()
  const cli = await discover(identity.issuer, 'cli')
  await client.tokenRevocation(cli, tokens.refresh_token ?? '').catch(() => undefined)
  const { refresh_token: next = '' } = await client.refreshTokenGrant(
    config,
    tokens.refresh_token ?? '',
  )
  await client.tokenRevocation(config, next)
  await expect(client.refreshTokenGrant(config, next)).rejects.toMatchObject({
    error: 'invalid_grant',
  })
  const { url, finish } = await startFlow(config)
  expect((await finish(backOf(await browser.open(url)))).claims()?.sub).toBe('alice')
})

test('without proof of who asks, the person is asked, and may stay', async () => {
  const { browser, isSignedIn } = await signedIn()
  const others = await signedIn('bob')
  for (const hint of [{}, { id_token_hint: others.tokens.id_token ?? '' }]) {
    const page = await browser.open(endUrl({ ...back, ...hint }))
    expect(page.text).toContain('Do you want to sign out')
    expect(page.text).not.toContain('<script')
    expect(await isSignedIn()).toBe(true)
  }
})

test('who is not signed in comes straight back', async () => {
  const browser = visitor(identity.issuer)
  const page = await browser.open(endUrl(back))
  expect(page.get('content-security-policy')).toContain("script-src 'self' 'sha256-")
  expect(backOf(await confirm(browser, page))).toBe(`${storefrontUrl}/`)
})

test('nobody is sent to an address that is not the shop, and a made-up token proves nothing', async () => {
  const { browser } = await signedIn()
  const elsewhere = await browser.open(
    endUrl({ post_logout_redirect_uri: 'https://evil.example/' }),
  )
  expect(elsewhere.status).toBe(400)
  const forged = await browser.open(endUrl({ ...back, id_token_hint: 'e30.e30.e30' }))
  expect(forged.status).toBe(400)
})

test('without an address to go to there is a goodbye with a way to the shop', async () => {
  const { browser, tokens } = await signedIn()
  const page = await browser.open(endUrl({ id_token_hint: tokens.id_token ?? '' }))
  const goodbye = await confirm(browser, page)
  expect(goodbye.text).toContain('You are signed out.')
  expect(goodbye.text).toContain(`href="${storefrontUrl}/"`)
})
