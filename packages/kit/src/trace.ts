import { AsyncLocalStorage } from 'node:async_hooks'
import { randomBytes } from 'node:crypto'

/** What follows a request or an event through every call and log line. */
export type Trace = { readonly traceparent: string; readonly requestId: string }

const current = new AsyncLocalStorage<Trace>()

/** The trace of the request or event that is being handled, if one is. */
export const trace = (): Trace | undefined => current.getStore()

/** Runs `work`, and all that it awaits, within a trace. */
export const withTrace = <T>(value: Trace, work: () => T): T => current.run(value, work)

const wellFormed = /^00-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/

/** The caller's W3C traceparent where it is well formed, else a new one (Trace Context §3.2). */
export const traceparentFrom = (header: unknown): string =>
  typeof header === 'string' && wellFormed.test(header)
    ? header
    : `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
