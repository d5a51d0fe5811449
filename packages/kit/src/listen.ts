import pg from 'pg'
import type { Logger } from './log.ts'

type Options = {
  /** A PostgreSQL URL: a connection of a pool can't be kept for this. */
  readonly url: string
  /** The app's; the connection goes by it. */
  readonly app: string
  /** The channel of `pg_notify`: an SQL identifier. */
  readonly channel: string
  readonly log: Logger
  readonly onNotice: (payload: string) => void
  /** It listens, again or for the first time: what was said before was not heard. */
  readonly onListening: () => void
  readonly onLost: () => void
}

/** In ms. */
const answerWithin = 5_000

/**
 * The connection of this replica on which Postgres tells what other replicas say (LISTEN, NOTIFY).
 * Nothing is kept for a replica that does not listen, so `onListening` has to look for itself.
 */
export function createListener(options: Options) {
  const { url, app, channel, log, onNotice, onListening, onLost } = options
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
      application_name: `${app}-listener`,
      connectionTimeoutMillis: answerWithin,
      query_timeout: answerWithin,
    })
    next.on('notification', ({ payload = '' }) => onNotice(payload))
    next.on('error', (err) => {
      log.warn({ err }, `lost the connection that listens for ${channel}`)
      lose(next)
    })
    next.on('end', () => lose(next))
    try {
      await next.connect()
      await next.query(`listen ${channel}`)
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
