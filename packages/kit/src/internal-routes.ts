import type { Express, Request } from 'express'
import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Auth } from './auth.ts'
import { failuresOf, hearsAny, trailOf } from './event-trail.ts'
import { readCounts, readFailing, readWaiting } from './flow-counts.ts'
import type { FlowAnswer } from './internal-answers.ts'
import type { MessagingTables } from './messaging.ts'
import { messaging } from './outbox.ts'
import { parse } from './problem.ts'
import { replica } from './replica.ts'
import type { Sidecar } from './sidecar.ts'
import { stuckThings } from './stuck.ts'
import { taskRuns } from './task-runs.ts'

type Teller<DB> = {
  readonly name: string
  readonly db: Kysely<DB>
  readonly sidecar: Pick<Sidecar, 'metadata'>
  readonly auth: Pick<Auth, 'fromService'>
}

const subjectQuery = z.strictObject({ subject: z.string().min(1).max(200) })

/** What every service with tables tells other services of itself; the gateway leads to none of it. */
export function internalRoutes<DB extends MessagingTables>(app: Express, service: Teller<DB>) {
  const { name, auth, sidecar } = service
  const db = messaging(service.db)
  const tell = (path: string, read: (req: Request) => Promise<object>) =>
    app.get(`/internal${path}`, async (req, res) => {
      await auth.fromService(req)
      res.json(await read(req))
    })

  tell('/failures/:eventId', (req) => failuresOf(db, String(req.params['eventId'])))
  tell('/events', (req) => trailOf(db, name, parse(subjectQuery, req.query).subject))
  tell('/flow', () => flowOf(db, name, sidecar))
  tell('/tasks', async () => ({ runs: await taskRuns(db) }))
  tell('/stuck', async () => ({ stuck: hearsAny(name) ? await stuckThings(db) : [] }))
}

async function flowOf(
  db: Kysely<MessagingTables>,
  app: string,
  sidecar: Pick<Sidecar, 'metadata'>,
): Promise<FlowAnswer> {
  const [published, handled, waiting, failing, metadata] = await Promise.all([
    readCounts(db, 'published'),
    hearsAny(app) ? readCounts(db, 'handled') : [],
    readWaiting(db, app),
    hearsAny(app) ? readFailing(db) : [],
    // Without it the counts are still worth having.
    sidecar.metadata().catch(() => null),
  ])
  return {
    app,
    replica,
    published: published
      .filter(({ party }) => party === app)
      .map(({ party: _, ...count }) => count),
    handled: handled.map(({ party, ...count }) => ({ ...count, handler: party })),
    waiting,
    failing,
    sidecar: metadata,
  }
}
