import type { Logger } from '@shop/kit/log.ts'
import pg from 'pg'
import { z } from 'zod'
import { type Place, updatesChannel } from './update-store.ts'

type Options = {
  readonly url: string
  readonly log: Logger
  /** An update of a buyer has been committed, here or in another replica. */
  readonly onUpdate: (place: Place) => void
  /** It listens, again or for the first time: what was said before was not heard. */
  readonly onListening: () => void
  readonly onLost: () => void
}

const answerWithin = 5_000

/** The connection of this replica on which Postgres tells of every update. */
export function createListener({ url, log, onUpdate, onListening, onLost }: Options) {
  let client: pg.Client | undefined
  let closed = false

  const lose = (lost: pg.Client) => {
    if (client !== lost) return
    client = undefined
    if (!closed) onLost()
    // Not waited for: a dead connection has nobody at its other end who would say goodbye.
    void lost.end().catch(() => undefined)
  }
  const connect = async () => {
    const next = new pg.Client({
      connectionString: url,
      application_name: 'notifications-listener',
      connectionTimeoutMillis: answerWithin,
      query_timeout: answerWithin,
    })
    next.on('notification', ({ payload }) => {
      const heard = notice.safeParse(payload)
      if (heard.success) onUpdate({ buyerId: heard.data[0], seq: heard.data[1] })
    })
    next.on('error', (err) => {
      log.warn({ err }, 'lost the connection that listens for updates')
      lose(next)
    })
    next.on('end', () => lose(next))
    try {
      await next.connect()
      await next.query(`listen ${updatesChannel}`)
    } catch (error) {
      void next.end().catch(() => undefined)
      throw error
    }
    client = next
    onListening()
  }
  return {
    /** Connects where there is no connection; a dead one is found out by asking it something. */
    async keep() {
      const current = client
      if (closed) return
      if (!current) return connect()
      await current.query('select 1').catch(() => lose(current))
    },
    close() {
      closed = true
      void client?.end().catch(() => undefined)
    },
  }
}

/** The payload of a notification: the buyer's id and the update's number. */
const notice = z
  .string()
  .transform((text, context) => {
    try {
      return JSON.parse(text) as unknown
    } catch {
      context.addIssue('not JSON')
      return z.NEVER
    }
  })
  .pipe(z.tuple([z.string(), z.int()]))
