import { setTimeout as sleep } from 'node:timers/promises'
import { Pool } from 'undici'
import type { z } from 'zod'

export type Call = {
  readonly method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  /** Below /api/v1. */
  readonly path: string
  readonly token?: string
  readonly body?: unknown
  /** Sent again with each further attempt, so that the shop knows it for the same request. */
  readonly requestId?: string
}

export type Answer = { readonly status: number; readonly text: string }

/** The shop's public API, as a client sees it that does not give up. */
export type Gateway = {
  /**
   * Sends a request until it is answered: again after a lost connection, a timeout, and whatever
   * the shop says will pass (503, and any answer with Retry-After). Throws after the patience.
   */
  call(call: Call): Promise<Answer>
  /** How many requests were sent again. */
  retries(): number
  close(): Promise<void>
}

const attemptTimeout = 15_000
const firstPause = 50
const longestPause = 1_000

type Attempt = Answer & { readonly passes: boolean }

export function openGateway(url: string, connections: number, patience: number): Gateway {
  const { origin, pathname } = new URL(url)
  const pool = new Pool(origin, {
    connections,
    headersTimeout: attemptTimeout,
    bodyTimeout: attemptTimeout,
  })
  const attempt = async (call: Call): Promise<Attempt> => {
    const { statusCode, headers, body } = await pool.request({
      method: call.method,
      path: `${pathname}${call.path}`,
      headers: headersOf(call),
      body: call.body === undefined ? null : JSON.stringify(call.body),
    })
    const text = await body.text()
    const passes = statusCode === 503 || headers['retry-after'] !== undefined
    return { status: statusCode, text, passes }
  }
  let retries = 0
  return {
    async call(call) {
      const end = Date.now() + patience
      for (let pause = firstPause; ; pause = Math.min(pause * 2, longestPause)) {
        const answer = await attempt(call).catch(lost)
        if (!answer.passes) return answer
        if (Date.now() > end) throw unexpected(call, answer)
        retries += 1
        await sleep(pause)
      }
    },
    retries: () => retries,
    close: () => pool.destroy(),
  }
}

const headersOf = ({ token, body, requestId }: Call) => ({
  ...(token && { authorization: `Bearer ${token}` }),
  ...(body !== undefined && { 'content-type': 'application/json' }),
  ...(requestId && { 'x-request-id': requestId }),
})

/** Whatever undici throws is about the way there and back. */
const lost = (error: unknown): Attempt => ({ status: 0, text: String(error), passes: true })

const unexpected = ({ method, path }: Call, { status, text }: Answer) =>
  new Error(`${method} ${path} answered ${status || 'nothing'}: ${text.slice(0, 300)}`)

/** The answer to a call that has to succeed. */
export async function ask<T>(gateway: Gateway, schema: z.ZodType<T>, call: Call): Promise<T> {
  const answer = await gateway.call(call)
  if (answer.status < 200 || answer.status > 299) throw unexpected(call, answer)
  return schema.parse(JSON.parse(answer.text))
}

/** A call that has to succeed and has nothing to say. */
export async function tell(gateway: Gateway, call: Call) {
  const answer = await gateway.call(call)
  if (answer.status < 200 || answer.status > 299) throw unexpected(call, answer)
}
