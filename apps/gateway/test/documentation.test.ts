import { readFile } from 'node:fs/promises'
import request from 'supertest'
import { routes } from '../src/routes.ts'
import { startGateway } from './support.ts'

let parts: Awaited<ReturnType<typeof startGateway>>
beforeAll(async () => {
  parts = await startGateway()
})
afterAll(() => parts.close())

type Operation = {
  operationId: string
  security: Record<string, unknown>[]
  parameters: { name: string; in: string; required: boolean; schema: object }[]
  requestBody?: { content: Record<string, { schema?: object }> }
  responses: Record<string, { description: string; content?: Record<string, object> }>
}
type Document = {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> }
}

const document = async (): Promise<Document> => {
  const answer = await request(parts.app).get('/api/v1/openapi.json')
  expect(answer.headers['content-type']).toContain('application/json')
  return answer.body
}
const operations = ({ paths }: Document) => Object.values(paths).flatMap(Object.values<Operation>)

test('each route is documented, and nothing else is', async () => {
  const { openapi, paths } = await document()
  expect(openapi).toBe('3.1.0')
  const documented = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method} ${path}`),
  )
  expect(documented.sort()).toEqual(routes.map(({ method, path }) => `${method} ${path}`).sort())
})

test('the document holds together: ids are unique, references and security schemes exist', async () => {
  const all = await document()
  const ids = operations(all).map(({ operationId }) => operationId)
  expect(new Set(ids).size).toBe(ids.length)
  const references = [...JSON.stringify(all).matchAll(/"\$ref":"([^"]+)"/g)].map(([, ref]) => ref)
  expect(references.length).toBeGreaterThan(30)
  for (const ref of new Set(references)) {
    const name = /^#\/components\/schemas\/(\w+)$/.exec(ref ?? '')?.[1] ?? ''
    expect(all.components.schemas).toHaveProperty(name)
  }
  for (const { security } of operations(all)) {
    for (const scheme of security.flatMap(Object.keys)) {
      expect(all.components.securitySchemes).toHaveProperty(scheme)
    }
  }
})

test('each operation has its path’s parameters, an answer, and problems for the refusals', async () => {
  const { paths } = await document()
  for (const [path, methods] of Object.entries(paths)) {
    const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    for (const { parameters, responses } of Object.values(methods)) {
      const inPath = parameters.filter((parameter) => parameter.in === 'path')
      expect(inPath.map(({ name, required }) => [name, required])).toEqual(
        names.map((name) => [name, true]),
      )
      for (const [status, { description, content }] of Object.entries(responses)) {
        expect(description).not.toBe('')
        if (Number(status) >= 400) expect(content).toHaveProperty(['application/problem+json'])
      }
      expect(Object.keys(responses).some((status) => Number(status) < 300)).toBe(true)
      expect(responses).toHaveProperty('429')
    }
  }
})

test('parameters and bodies are those that the services parse', async () => {
  const { paths } = await document()
  const search = paths['/catalog/items']?.['get']?.parameters ?? []
  expect(search.find(({ name }) => name === 'pageSize')).toMatchObject({
    in: 'query',
    required: false,
    schema: { type: 'integer', minimum: 1, maximum: 100, default: 10 },
  })
  const checkout = paths['/basket/checkout']?.['post']
  expect(checkout?.parameters).toMatchObject([{ name: 'x-request-id', required: true }])
  expect(checkout?.requestBody?.content['application/json']?.schema).toMatchObject({
    required: ['address', 'card'],
    additionalProperties: false,
  })
})

test('the example of each body is one that its schema accepts', () => {
  const bodies = routes.flatMap(({ path, body }) => (body?.schema ? [{ path, ...body }] : []))
  for (const { path, schema, example } of bodies) {
    expect([path, schema?.safeParse(example)]).toMatchObject([path, { success: true }])
  }
})

test('the page shows each route with a command, needs nothing from elsewhere and runs no script', async () => {
  const { status, headers, text } = await request(parts.app).get('/api/v1/docs')
  expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8'])
  expect(headers['content-security-policy']).toContain("default-src 'none'")
  for (const { method, path } of routes) {
    expect(text).toContain(`<span class="method">${method}</span> ${path}</p>`)
  }
  expect(text).toContain('curl -X PUT &quot;$SHOP/basket/items/$PRODUCT_ID&quot;')
  expect(text).toContain('name="viewport"')
  expect(text).not.toMatch(/<script|<link|<img|@import|url\(|undefined|\[object/)
  const anchors = [...text.matchAll(/href="#([^"]+)"/g)].map(([, anchor]) => anchor)
  for (const anchor of new Set(anchors)) expect(text).toContain(`id="${anchor}"`)
})

test('its commands call the host that it was asked of, if that is a host', async () => {
  const get = (host: string) => request(parts.app).get('/api/v1/docs').set('host', host)
  expect((await get('127.0.0.1:5101')).text).toContain('SHOP=http://127.0.0.1:5101/api/v1')
  expect((await get('a"><script>')).text).toContain('SHOP=http://localhost/api/v1')
})

test('the README’s table is that of the routes', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| ([A-Z]+) `(\S+)` *\| (\w+) /gm)]
  expect(rows.map(([, ...cells]) => cells)).toEqual(
    routes.map(({ method, path, who }) => [method.toUpperCase(), path, who]),
  )
})
