import { problem } from '@shop/kit/api.ts'
import type { Access, Body, Route, RouteAnswer, Section } from '../route.ts'
import { createShapes, type JsonSchema } from './json-schema.ts'
import { refusalsOf } from './refusals.ts'

type Shapes = ReturnType<typeof createShapes>

/** What one must know of the whole API. */
export const about = [
  'Everything a shop front needs. Errors are `application/problem+json` (RFC 9457) with a stable',
  '`code` for programs. Money is an integer of minor units (cents) and a currency. Lists are pages:',
  '`pageIndex` counts from 0. Every answer has an `x-request-id`; send your own to find it again.',
].join(' ')

/** The OpenAPI 3.1 document of these routes. */
export function openApi(sections: readonly Section[]) {
  const shapes = createShapes()
  const refusal = shapes.inAnswer(problem)
  const paths: Record<string, Record<string, object>> = {}
  for (const { name, routes } of sections) {
    for (const route of routes) {
      const methods = paths[route.path] ?? {}
      methods[route.method] = operation(name, route, shapes, refusal)
      paths[route.path] = methods
    }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'e-shop', version: '1', description: about },
    servers: [{ url: '/api/v1' }],
    tags: sections.map(({ name }) => ({ name })),
    paths,
    components: { schemas: shapes.shapes, securitySchemes },
  }
}

const operation = (tag: string, route: Route, shapes: Shapes, refusal: JsonSchema) => ({
  tags: [tag],
  operationId: operationId(route),
  summary: route.summary,
  ...(route.notes && { description: route.notes }),
  security: security[route.who],
  parameters: parametersOf(route, shapes),
  ...(route.body && { requestBody: requestBody(route.body, shapes) }),
  responses: {
    [route.answer.status]: answer(route.answer, shapes),
    ...Object.fromEntries(
      Object.entries(refusalsOf(route)).map(([status, description]) => [
        status,
        { description, content: { 'application/problem+json': { schema: refusal } } },
      ]),
    ),
  },
})

const operationId = ({ method, path }: Route) =>
  method + path.replace(/[/{}.-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())

/** A route's parameters: of its path, its query and its headers. */
export function parametersOf(route: Route, { inRequest }: Pick<Shapes, 'inRequest'>) {
  const inPath = [...route.path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' } as JsonSchema,
  }))
  const query = route.query ? inRequest(route.query) : {}
  const inQuery = Object.entries(query.properties ?? {}).map(([name, schema]) => ({
    name,
    in: 'query',
    required: query.required?.includes(name) ?? false,
    schema,
  }))
  return [...inPath, ...inQuery, ...headersOf(route)]
}

function headersOf({ requestId, by }: Route) {
  const header = (name: string, required: boolean, description: string) => [
    { name, in: 'header', required, schema: { type: 'string', description } as JsonSchema },
  ]
  const repeat = 'Made by you; a repeat with the same one is not done twice'
  return [
    ...(requestId ? header('x-request-id', requestId === 'required', repeat) : []),
    ...(by === 'events' ? header('last-event-id', false, 'The last event that you have') : []),
  ]
}

const requestBody = ({ schema, example, types, optional }: Body, { inRequest }: Shapes) => ({
  required: !optional,
  content: schema ? { 'application/json': { schema: inRequest(schema), example } } : content(types),
})

const answer = ({ status, says, schema, types }: RouteAnswer, { inAnswer }: Shapes) => ({
  description: says,
  ...((schema || types) && { content: content(types, schema && inAnswer(schema)) }),
  ...(status === 201 && { headers: { location: { schema: { type: 'string' } } } }),
})

const content = (types: readonly string[] = ['application/json'], schema?: JsonSchema) =>
  Object.fromEntries(types.map((type) => [type, { ...(schema && { schema }) }]))

const securitySchemes = {
  token: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'JWT',
    description: 'An access token of the shop’s identity provider: audience `e-shop`, scope `shop`',
  },
  basket: {
    type: 'apiKey',
    in: 'cookie',
    name: 'basket',
    description: 'Given by the first change of a basket without a token',
  },
}
const security: Readonly<Record<Access, readonly object[]>> = {
  anyone: [],
  visitor: [{ token: [] }, { basket: [] }, {}],
  shopper: [{ token: [] }],
  administrator: [{ token: [] }],
}
