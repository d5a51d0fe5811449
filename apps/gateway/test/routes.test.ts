import { bearer } from '@shop/kit/testing.ts'
import request from 'supertest'
import type { Route } from '../src/route.ts'
import { routes } from '../src/routes.ts'
import { answerAll, onlyCall, startGateway } from './support.ts'

let parts: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  parts = await startGateway()
  answerAll(parts)
})
afterAll(() => parts.close())

// The public API, and the app that owns each part of it: nothing more may ever be reachable.
const contract = `
anyone        get    catalog       /catalog/items
anyone        get    catalog       /catalog/items/{id}
anyone        get    catalog       /catalog/items/{id}/picture
anyone        get    catalog       /catalog/items/{id}/rating
anyone        get    catalog       /catalog/brands
anyone        get    catalog       /catalog/categories
anyone        get    catalog       /catalog/top-five
anyone        get    gateway       /openapi.json
anyone        get    gateway       /docs
visitor       get    basket        /basket
visitor       put    basket        /basket/items/{productId}
visitor       delete basket        /basket/items/{productId}
shopper       post   basket        /basket/checkout
shopper       put    catalog       /catalog/items/{id}/rating
shopper       get    ordering      /orders
shopper       get    basket        /orders/draft
shopper       get    notifications /orders/events
shopper       get    ordering      /orders/{id}
shopper       post   ordering      /orders/{id}/cancel
administrator post   ordering      /orders/{id}/ship
administrator post   catalog       /catalog/items
administrator patch  catalog       /catalog/items/{id}
administrator delete catalog       /catalog/items/{id}
administrator put    catalog       /catalog/items/{id}/price
administrator post   catalog       /catalog/items/{id}/stock
administrator put    catalog       /catalog/items/{id}/picture
administrator get    ordering      /admin/orders
administrator get    operations    /admin/orders/{id}/timeline
administrator get    analytics     /analytics/summary
administrator get    analytics     /analytics/sales
administrator get    analytics     /analytics/income
administrator get    analytics     /analytics/products
administrator get    analytics     /analytics/buyers
administrator get    analytics     /analytics/top-five
administrator get    analytics     /analytics/events
administrator get    operations    /admin/flow
administrator get    operations    /admin/health
administrator get    operations    /admin/tasks
administrator get    operations    /admin/stuck
administrator get    operations    /admin/dead-letters
administrator get    operations    /admin/dead-letters/{id}
administrator post   operations    /admin/dead-letters/{id}/redrive
administrator post   operations    /admin/dead-letters/{id}/discard
`
const row = ({ who, method, app, path }: Route) => [who, method, app, path].join(' ')

test('the table of routes is the contract, neither less nor more', () => {
  const lines = contract.trim().split('\n')
  expect(routes.map(row).sort()).toEqual(lines.map((line) => line.replace(/ +/g, ' ')).sort())
})

const plainly = routes.filter(
  (route) => !route.by || ['order', 'cancel', 'events'].includes(route.by),
)
const named = plainly.map((route) => [`${route.method} ${route.path}`, route] as const)
const pathOf = ({ path }: Route) => path.replace(/\{\w+\}/g, 'a-1')

/** The request that a route is for, by the one who may send it. */
async function send(route: Route) {
  const sent = request(parts.app)
    [route.method](`/api/v1${pathOf(route)}?a=1&b=%26`)
    .set('x-request-id', 'mine-1')
    .set('cookie', 'session=secret; basket=signed; other=1')
    .set('dapr-api-token', 'forged')
    .set('dapr-caller-app-id', 'ordering')
    .set('x-forwarded-for', '1.2.3.4')
    .set('x-anything', 'else')
  if (route.who !== 'anyone') sent.set('authorization', await bearer('alice', ['administrator']))
  return route.method === 'get'
    ? sent
    : sent.set('content-type', 'application/json').send('{"a":1}')
}

test.each(named)('%s goes to its app, as the same path without /api/v1', async (_, route) => {
  expect((await send(route)).status).toBe(200)
  const { app, method, path, body, token, headers } = onlyCall(parts)
  expect({ app, method, path }).toEqual({
    app: route.app,
    method: route.method.toUpperCase(),
    path: `${pathOf(route)}?a=1&b=%26`,
  })
  expect(body?.toString()).toBe(route.method === 'get' ? undefined : '{"a":1}')
  expect(token).toEqual(route.who === 'anyone' ? undefined : expect.stringMatching(/^ey/))
  const allowed = ['accept', 'content-type', 'cookie', 'last-event-id', 'x-request-id']
  expect(allowed).toEqual(expect.arrayContaining(Object.keys(headers ?? {})))
  expect(headers?.['cookie']).toBe(route.app === 'basket' ? 'basket=signed' : undefined)
})

test.each(named.filter(([, { who }]) => who === 'shopper' || who === 'administrator'))(
  '%s is refused without a good token, and no app hears of it',
  async (_, route) => {
    const ask = () => request(parts.app)[route.method](`/api/v1${pathOf(route)}`)
    const tokens = [await bearer('alice', [], { ttl: -1 }), 'Bearer nonsense', 'Basic YTpi']
    for (const token of [undefined, ...tokens]) {
      const answer = await (token ? ask().set('authorization', token) : ask())
      expect(answer.status).toBe(401)
      expect(answer.headers).toMatchObject({
        'content-type': expect.stringContaining('application/problem+json'),
        'www-authenticate': 'Bearer',
      })
    }
    if (route.who === 'administrator') {
      const shopper = await ask().set('authorization', await bearer('bob'))
      expect([shopper.status, shopper.body.code]).toEqual([403, 'forbidden'])
    }
    expect(parts.sidecar.calls).toEqual([])
  },
)

test('a known path with another method is 405 and says which are there', async () => {
  const answer = await request(parts.app).delete('/api/v1/basket')
  expect([answer.status, answer.body.code]).toEqual([405, 'method-not-allowed'])
  expect(answer.headers['allow']).toBe('HEAD, GET')
  const put = await request(parts.app).put('/api/v1/orders/draft')
  expect(put.status).toBe(405)
  const options = await request(parts.app).options('/api/v1/catalog/items')
  expect([options.status, options.headers['allow']]).toEqual([405, 'HEAD, GET, POST'])
})

test('HEAD is answered like GET, without the body', async () => {
  const answer = await request(parts.app).head('/api/v1/catalog/items')
  expect([answer.status, answer.text]).toEqual([200, undefined])
  expect(onlyCall(parts)).toMatchObject({ method: 'GET' })
})

test('health needs neither a token nor a service', async () => {
  expect((await request(parts.app).get('/healthz')).status).toBe(200)
  expect((await request(parts.app).get('/readyz')).body).toEqual({ status: 'ready' })
})
