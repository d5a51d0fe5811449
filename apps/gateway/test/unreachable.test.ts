import { createServer, type Server } from 'node:http'
import { connect } from 'node:net'
import { bearer } from '@shop/kit/testing.ts'
import { answerAll, callsOf, portOf, startGateway } from './support.ts'

let parts: Awaited<ReturnType<typeof startGateway>>
let server: Server
beforeAll(async () => {
  parts = await startGateway()
  answerAll(parts)
  server = createServer(parts.app).listen(0, '127.0.0.1')
})
afterAll(async () => {
  server.close()
  await parts.close()
})

/** Sends a request line as it stands, which HTTP clients would tidy first, and gives the answer. */
const raw = async (line: string): Promise<string> => {
  const token = await bearer('root', ['administrator'])
  const port = await portOf(server)
  return new Promise((resolve, reject) => {
    let answer = ''
    const socket = connect(port, '127.0.0.1')
    socket.on('data', (part) => {
      answer += part
    })
    socket.on('end', () => resolve(answer)).on('error', reject)
    const headers = ['Host: shop', 'Connection: close', `Authorization: ${token}`]
    socket.write(`${line} HTTP/1.1\r\n${headers.join('\r\n')}\r\nContent-Length: 0\r\n\r\n`)
  })
}

// With an administrator's good token: it must not be a matter of rights.
test.each([
  '/internal/order-statuses',
  '/api/v1/internal/order-statuses',
  '/api/v1/internal/failures/1',
  '/api/v1/checkouts/1',
  '/api/v1/events/orders/OrderStartedIntegrationEvent',
  '/events/orders/OrderStartedIntegrationEvent',
  '/api/v1/healthz',
  '/api/v1/readyz',
  '/api/v1/payment-methods',
  '/api/v1/catalog',
  '/api/v1/analytics',
  '/api/v1/admin',
  '/api/v1/admin/dead-letters/1/message',
  '/api/v1/',
  '/api/v1',
  '/api/v2/catalog/items',
  '/catalog/items',
  '//api/v1/catalog/items',
  '/api//v1/catalog/items',
  '/api/v1//catalog/items',
  '/api/v1/catalog//items',
  '/api/v1/catalog/items/',
  '/api/v1/catalog/items//picture',
  '/api/v1/Catalog/Items',
  '/api/v1/catalog/../internal/order-statuses',
  '/api/v1/catalog/items/../../internal/order-statuses',
  '/api/v1/catalog/items/..',
  '/api/v1/catalog/items/.',
  '/api/v1/catalog/items/%2e%2e',
  '/api/v1/catalog/items/%2E%2e/rating',
  '/api/v1/catalog/items/.%2e/%2e./internal/order-statuses',
  '/api/v1/catalog/items/%2e',
  '/api/v1/catalog/items/..%2f..%2finternal%2forder-statuses',
  '/api/v1/catalog/items/%2e%2e%2f%2e%2e%2finternal%2forder-statuses',
  '/api/v1/catalog/items/..%5c..%5cinternal',
  '/api/v1/catalog/items/a%2fb',
  '/api/v1/catalog/items/a%252fb',
  '/api/v1/catalog/items/%252e%252e',
  '/api/v1/catalog/items/%25252e%25252e%25252finternal',
  '/api/v1/catalog/items/a%3fb',
  '/api/v1/catalog/items/a%23b',
  '/api/v1/catalog/items/a%00b',
  '/api/v1/catalog/items/a%0d%0ab',
  '/api/v1/orders/..%2finternal%2forder-statuses',
  '/api/v1/orders/..;/internal',
  '/api/v1/orders/%2e%2e/internal/order-statuses',
  '/api/v1/%6frders/../internal',
  '/api/v1/%69nternal/order-statuses',
  '/api/v1%2finternal%2forder-statuses',
  '/api%2fv1/catalog/items',
  '\\api\\v1\\catalog\\items',
  'http://catalog/internal/order-statuses',
  'http://127.0.0.1/api/v1/internal/order-statuses',
])('%s leads to no app', async (path) => {
  for (const method of ['GET', 'POST', 'PUT', 'DELETE']) {
    const answer = await raw(`${method} ${path}`)
    expect(answer).toMatch(/^HTTP\/1\.1 4(04|05|00) /)
  }
  expect(callsOf(parts)).toEqual([])
})

test('a path whose encoding is broken is 400, as a problem', async () => {
  const answer = await raw('GET /api/v1/catalog/items/%zz')
  expect(answer).toMatch(/^HTTP\/1\.1 400 /)
  expect(answer).toMatch('application/problem+json')
  expect(callsOf(parts)).toEqual([])
})

test('what is unusual in an id or a query and harmless goes on, encoded', async () => {
  await raw('GET /api/v1/catalog/items/a%20b:%C3%A9;c')
  await raw('GET /api/v1/catalog/items?search=%2e%2e%2f%23a&search=b+c#/internal')
  await raw('GET http://elsewhere/api/v1/catalog/items/1')
  expect(callsOf(parts)).toEqual([
    'GET catalog /catalog/items/a%20b%3A%C3%A9%3Bc',
    'GET catalog /catalog/items?search=..%2F%23a&search=b+c%23%2Finternal',
    'GET catalog /catalog/items/1',
  ])
})
