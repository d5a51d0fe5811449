import type { Invocation } from '@shop/kit/sidecar.ts'

export type Reply = {
  readonly status: number
  readonly body?: unknown
  readonly headers?: Record<string, string>
}
export type Asked = Invocation & {
  readonly plain: string
  readonly query: URLSearchParams
  readonly user: string | undefined
  readonly isAdministrator: boolean
  readonly cookie: string | undefined
  readonly json: unknown
}

/** A call of the storefront, taken apart. */
export function read(call: Invocation): Asked {
  const url = new URL(call.path, 'http://gateway')
  const claims = call.token?.split('.')[1]
  const told = claims && JSON.parse(Buffer.from(claims, 'base64url').toString())
  return {
    ...call,
    plain: url.pathname.replace('/api/v1', ''),
    query: url.searchParams,
    user: told?.sub,
    isAdministrator: told?.roles.includes('administrator') ?? false,
    cookie: /basket=([^;]+)/.exec(String(call.headers?.['cookie'] ?? ''))?.[1],
    json: call.body ? JSON.parse(String(call.body)) : undefined,
  }
}

export const problem = (status: number, detail: string, extra: object = {}): Reply => ({
  status,
  body: { type: 'about:blank', title: 'Problem', status, detail, ...extra },
  headers: { 'content-type': 'application/problem+json' },
})
