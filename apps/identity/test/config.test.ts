import { readConfig } from '../src/config.ts'

const development = { APP_PORT: '5102', OIDC_ISSUER: 'http://127.0.0.1:5102' }
const production = {
  APP_PORT: '5102',
  OIDC_ISSUER: 'https://id.shop.example',
  NODE_ENV: 'production',
  DAPR_API_TOKEN: 'our own dapr token',
  APP_API_TOKEN: 'our own app token',
  SERVICE_CLIENT_SECRET: 'our own service secret',
  STOREFRONT_CLIENT_SECRET: 'our own storefront secret',
  ALLOW_DEMO_USERS: 'true',
}

test('development needs a port and an issuer, and has defaults for all else', () => {
  expect(readConfig(development)).toMatchObject({
    DEMO_PASSWORD: 'shop',
    ACCESS_TOKEN_TTL: 3_600_000,
    STOREFRONT_URL: 'http://127.0.0.1:5100',
    SERVICE_CLIENT_SECRET: 'development-service-secret',
    STOREFRONT_CLIENT_SECRET: 'development-storefront-secret',
    IDENTITY_KEYS_FILE: '',
  })
})

test('demo users start in production only where they are allowed', () => {
  expect(readConfig(production).ALLOW_DEMO_USERS).toBe(true)
  for (const ALLOW_DEMO_USERS of [undefined, 'false']) {
    expect(() => readConfig({ ...production, ALLOW_DEMO_USERS })).toThrow('only demo users')
  }
})

test.each(['STOREFRONT_CLIENT_SECRET', 'SERVICE_CLIENT_SECRET'])(
  'production wants a %s of its own',
  (name) => {
    expect(() => readConfig({ ...production, [name]: undefined })).toThrow(name)
    expect(() => readConfig({ ...production, [name]: 'development-thing' })).toThrow(name)
  },
)

test('plain http is for development and for the own machine', () => {
  expect(() => readConfig({ ...production, OIDC_ISSUER: 'http://id.example' })).toThrow('https')
  expect(() => readConfig({ ...production, OIDC_ISSUER: 'http://127.0.0.1:1' })).not.toThrow()
  expect(() => readConfig({ ...development, OIDC_ISSUER: 'http://identity:5102' })).not.toThrow()
})

test.each([
  [{ OIDC_ISSUER: 'http://127.0.0.1:5102/realm' }, 'OIDC_ISSUER'],
  [{ OIDC_ISSUER: 'ftp://127.0.0.1' }, 'OIDC_ISSUER'],
  [{ ACCESS_TOKEN_TTL: '500ms' }, 'ACCESS_TOKEN_TTL'],
  [{ DEMO_PASSWORD: '' }, 'DEMO_PASSWORD'],
  [{ ALLOW_DEMO_USERS: 'perhaps' }, 'ALLOW_DEMO_USERS'],
])('%j is refused by name', (change, name) => {
  expect(() => readConfig({ ...development, ...change })).toThrow(name)
})

test('a slash at the end of the shop does not matter', () => {
  const { STOREFRONT_URL } = readConfig({ ...development, STOREFRONT_URL: 'http://shop.test/' })
  expect(STOREFRONT_URL).toBe('http://shop.test')
})
