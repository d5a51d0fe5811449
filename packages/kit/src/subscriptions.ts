import express, { type Express, type RequestHandler } from 'express'
import type { Kysely, Transaction } from 'kysely'
import { z } from 'zod'
import type { Auth } from './auth.ts'
import type { Contract, EventData } from './contract.ts'
import { inTransaction } from './db.ts'
import { contracts } from './events.ts'
import { failpoint } from './failpoint.ts'
import { recordFailure } from './failures.ts'
import { takeOnce } from './inbox.ts'
import type { Logger } from './log.ts'
import type { MessagingTables } from './messaging.ts'
import { eventPath, unknownEventPath } from './routes.ts'
import { trace, traceparentFrom, withTrace } from './trace.ts'

/** A CloudEvent whose payload fits its contract. */
export type ShopEvent<T> = {
  readonly id: string
  readonly type: string
  readonly source: string
  readonly subject: string | undefined
  readonly time: Date | undefined
  readonly priority: string | undefined
  readonly data: T
}

type Envelope = z.infer<typeof envelope>
type Subscriber<DB> = {
  readonly name: string
  readonly log: Logger
  readonly db: Kysely<DB>
  readonly auth: Pick<Auth, 'fromSidecar'>
}

/** One subscription: what to do, once, with an event. */
export type Handler<DB> = {
  readonly contract: Contract
  readonly lane: string | undefined
  readonly handle: (envelope: Envelope, db: Kysely<DB>, name: string) => Promise<boolean>
}

const envelope = z.object({
  specversion: z.literal('1.0'),
  id: z.string().min(1).max(200),
  type: z.string().min(1),
  source: z.string().min(1),
  subject: z.string().optional(),
  time: z.coerce.date().optional(),
  priority: z.string().optional(),
  traceparent: z.string().optional(),
  data: z.unknown(),
})

/** A payload that its contract refuses: no retry will mend it. */
class Malformed extends Error {}

const shopEvent = <C extends Contract>(contract: C, given: Envelope) => {
  const parsed = contract.data.safeParse(given.data)
  if (!parsed.success) throw new Malformed(z.prettifyError(parsed.error))
  const { id, type, source, subject, time, priority } = given
  return { id, type, source, subject, time, priority, data: parsed.data as EventData<C> }
}

const handled = (contract: Contract, name: string, { id, type, subject }: Envelope) => ({
  id,
  handler: name,
  topic: contract.topic,
  type,
  subject,
})

/**
 * Handles an event in one transaction with its inbox row: an effect in Postgres happens once,
 * however often the event is delivered. `lane` takes only events of that priority.
 */
export const on = <C extends Contract, DB extends MessagingTables>(
  contract: C,
  handle: (event: ShopEvent<EventData<C>>, tx: Transaction<DB>) => Promise<unknown>,
  lane?: string,
): Handler<DB> => ({
  contract,
  lane,
  handle: (given, db, name) => {
    const event = shopEvent(contract, given)
    return inTransaction(db, async (tx) => {
      const first = await takeOnce(tx, handled(contract, name, given))
      if (first) await handle(event, tx)
      failpoint('event.handled', event.type)
      return first
    })
  },
})

/**
 * For an effect outside of Postgres, which must be idempotent by its content: the effect comes
 * first, then the inbox row, so a crash between them does the effect again and never skips it.
 */
export const onState = <C extends Contract, DB extends MessagingTables>(
  contract: C,
  handle: (event: ShopEvent<EventData<C>>) => Promise<unknown>,
  record: (event: ShopEvent<EventData<C>>, tx: Transaction<DB>) => Promise<unknown>,
): Handler<DB> => ({
  contract,
  lane: undefined,
  handle: async (given, db, name) => {
    const event = shopEvent(contract, given)
    await handle(event)
    failpoint('event.handled', event.type)
    return inTransaction(db, async (tx) => {
      const first = await takeOnce(tx, handled(contract, name, given))
      if (first) await record(event, tx)
      return first
    })
  },
})

/**
 * Routes the sidecar's deliveries to their handlers and answers SUCCESS, RETRY or DROP on purpose
 * (Dapr docs: Pub/sub API, expected HTTP response). Throws if the handlers aren't just those that
 * the contracts promise for this app.
 */
export function subscribe<DB extends MessagingTables>(
  app: Express,
  service: Subscriber<DB>,
  handlers: readonly Handler<DB>[],
) {
  checkComplete(service.name, handlers)
  app.use('/events', fromSidecar(service))
  app.use('/events', express.json({ type: 'application/cloudevents+json', limit: '4mb' }))
  for (const handler of handlers) {
    app.post(eventPath(handler.contract, handler.lane), async (req, res) => {
      res.json({ status: await deliver(service, handler, req.body) })
    })
  }
  app.post(unknownEventPath, async (req, res) => {
    res.json({ status: await countUnknown(service, req.body) })
  })
  // A 404 here would drop the message without a word (DAPR.md §1.2).
  app.use('/events', (req, res) => {
    service.log.error({ path: req.originalUrl }, 'a subscription leads to no handler')
    res.json({ status: 'RETRY' })
  })
}

const fromSidecar =
  ({ auth }: Pick<Subscriber<unknown>, 'auth'>): RequestHandler =>
  (req, _res, next) => {
    auth.fromSidecar(req)
    next()
  }

type Status = 'SUCCESS' | 'RETRY' | 'DROP'

async function deliver<DB extends MessagingTables>(
  service: Subscriber<DB>,
  handler: Handler<DB>,
  body: unknown,
): Promise<Status> {
  const given = envelope.safeParse(body)
  if (!given.success) return drop(service, handler, body, z.prettifyError(given.error))
  const { traceparent, id } = given.data
  return withTrace(
    { traceparent: traceparentFrom(traceparent), requestId: trace()?.requestId ?? id },
    () => attempt(service, handler, given.data),
  )
}

async function attempt<DB extends MessagingTables>(
  service: Subscriber<DB>,
  handler: Handler<DB>,
  given: Envelope,
): Promise<Status> {
  const { id: eventId, type, subject } = given
  failpoint('event.received', type)
  try {
    const first = await handler.handle(given, service.db, nameOf(handler))
    failpoint('event.committed', type)
    service.log.info({ eventId, type, subject }, first ? 'handled' : 'handled before')
    return 'SUCCESS'
  } catch (error) {
    if (error instanceof Malformed) return drop(service, handler, given, error.message)
    service.log.error({ eventId, type, subject, err: error }, 'a handler failed; to be retried')
    const failed = handled(handler.contract, nameOf(handler), given)
    // Where even this fails the database is away, and the retry is what matters.
    await recordFailure(service.db, failed, String(error)).catch(() => undefined)
    return 'RETRY'
  }
}

const loose = z.object({
  id: z.string().max(200).catch('unknown'),
  subject: z.string().optional().catch(undefined),
  type: z.string().catch('unknown'),
  topic: z.string().catch('unknown'),
})

/** An event whose type no contract has here: it counts as handled, by nobody in particular. */
async function countUnknown<DB extends MessagingTables>(
  { db, log }: Subscriber<DB>,
  body: unknown,
): Promise<Status> {
  const { id, type, topic, subject } = loose.catch(nothing).parse(body)
  log.warn({ eventId: id, type, topic }, 'an event of an unknown type was acknowledged')
  await inTransaction(db, (tx) => takeOnce(tx, { id, handler: 'unknown', topic, type, subject }))
  return 'SUCCESS'
}

const nothing = { id: 'unknown', subject: undefined, type: 'unknown', topic: 'unknown' }

/** Into the dead letters at once, with the reason on record. */
async function drop<DB extends MessagingTables>(
  service: Subscriber<DB>,
  handler: Handler<DB>,
  body: unknown,
  reason: string,
): Promise<Status> {
  const { id, subject } = loose.catch(nothing).parse(body)
  const { topic, type } = handler.contract
  service.log.error({ eventId: id, type, reason }, 'a malformed event goes to the dead letters')
  await recordFailure(service.db, { id, handler: nameOf(handler), topic, type, subject }, reason)
  return 'DROP'
}

const nameOf = <DB>({ contract, lane }: Handler<DB>) =>
  lane ? `${contract.type}/${lane}` : contract.type

function checkComplete<DB>(app: string, handlers: readonly Handler<DB>[]) {
  const promised = contracts
    .filter((contract) => contract.hears.includes(app))
    .flatMap((contract) =>
      [undefined, ...(contract.lanes?.[app] ?? [])].map((lane) => eventPath(contract, lane)),
    )
  const given = handlers.map(({ contract, lane }) => eventPath(contract, lane))
  const missing = promised.filter((path) => !given.includes(path))
  const extra = given.filter((path) => !promised.includes(path))
  if (missing.length + extra.length > 0) {
    throw new Error(`${app}: handlers missing [${missing}], not in the contracts [${extra}]`)
  }
}
