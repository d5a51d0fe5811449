import { type Logger, pino } from 'pino'
import { trace } from './trace.ts'

export type { Logger } from 'pino'

const secret = ['authorization', 'cookie', 'token', 'number', 'cvv', 'password', 'secret']

/** JSON lines with service, trace and request ids; fields that could hold a secret are blanked. */
export function createLog(service: string, level: string): Logger {
  return pino({
    level,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    redact: { paths: secret.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]), censor: '…' },
    mixin: () => {
      const now = trace()
      return now ? { traceId: now.traceparent.slice(3, 35), requestId: now.requestId } : {}
    },
  })
}
