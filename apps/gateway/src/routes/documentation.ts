import type { Route } from '../route.ts'

export const documentation: readonly Route[] = [
  {
    method: 'get',
    path: '/openapi.json',
    app: 'gateway',
    who: 'anyone',
    by: 'document',
    summary: 'This API as an OpenAPI 3.1 document',
    answer: { status: 200, says: 'The document', types: ['application/json'] },
  },
  {
    method: 'get',
    path: '/docs',
    app: 'gateway',
    who: 'anyone',
    by: 'page',
    summary: 'This API as a page to read',
    answer: { status: 200, says: 'The page', types: ['text/html'] },
  },
]
