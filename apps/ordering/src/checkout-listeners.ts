import type { Logger } from '@shop/kit/log.ts'
import type { Handler } from '@shop/kit/subscriptions.ts'
import type { Tables } from './tables.ts'

type Listener = 'normal' | 'express'

/** How many checkouts each listener of this process has taken; one delivered twice counts once. */
export function countCheckouts(log: Logger) {
  const taken: Record<Listener, number> = { normal: 0, express: 0 }
  const counted = (listener: Listener, handler: Handler<Tables>): Handler<Tables> => ({
    ...handler,
    handle: async (...given) => {
      const first = await handler.handle(...given)
      if (first) {
        taken[listener] += 1
        log.info({ listener, taken: taken[listener] }, 'took a checkout')
      }
      return first
    },
  })
  return { counted, taken: (): Readonly<Record<Listener, number>> => taken }
}
