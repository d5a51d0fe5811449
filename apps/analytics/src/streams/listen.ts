import type { Logger } from '@shop/kit/log.ts'
import pg from 'pg'
import { changesChannel } from './changes.ts'

type Options = {
  readonly url: string
  readonly log: Logger
  /** Models have changed, or may have while nobody listened. */
  readonly onChange: () => void
  readonly onLost: () => void
}

const answerWithin = 5_000

/** The connection of this replica on which Postgres tells of changes. */
export function createListener({ url, log, onChange, onLost }: Options) {
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
      application_name: 'analytics-listener',
      connectionTimeoutMillis: answerWithin,
      query_timeout: answerWithin,
    })
    next.on('notification', onChange)
    next.on('error', (err) => {
      log.warn({ err }, 'lost the connection that listens for changes')
      lose(next)
    })
    next.on('end', () => lose(next))
    try {
      await next.connect()
      await next.query(`listen ${changesChannel}`)
    } catch (error) {
      void next.end().catch(() => undefined)
      throw error
    }
    client = next
    onChange()
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
