import { randomUUID } from 'node:crypto'
import type { Express } from 'express'
import { type JWTPayload, jwtVerify, SignJWT } from 'jose'
import type { Kysely, Migration } from 'kysely'
import pg from 'pg'
import request from 'supertest'
import { checkScope, createAuth, refuse } from './auth.ts'
import type { ServiceConfig } from './config.ts'
import { readEnv, serviceSettings } from './config.ts'
import type { Contract } from './contract.ts'
import { migrate, noDatabase, openDatabase } from './db.ts'
import { newId } from './ids.ts'
import { internalRoutes } from './internal-routes.ts'
import { createLog } from './log.ts'
import type { MessagingTables } from './messaging.ts'
import { messaging } from './outbox.ts'
import { eventPath } from './routes.ts'
import type { Service } from './service.ts'
import { fakeSidecar } from './testing-sidecar.ts'

// Test doubles for one service's own tests: a real database, a recorded sidecar, tokens signed
// here. What spans services is tested through real sidecars in /tests.

const key = new TextEncoder().encode('a key that only signs tokens for tests')
const appToken = 'test-app-token'

const env = {
  APP_PORT: '0',
  OIDC_ISSUER: 'http://issuer.test',
  APP_API_TOKEN: appToken,
  LOG_LEVEL: process.env['TEST_LOG_LEVEL'] ?? 'silent',
}

/** The Authorization header of a user; `ttl` in seconds may be negative for an expired token. */
export async function bearer(
  name: string,
  roles: readonly string[] = [],
  { ttl = 600, scope = 'shop', audience = 'e-shop' } = {},
): Promise<string> {
  const now = Math.floor(Date.now() / 1_000)
  const token = await new SignJWT({ name, email: `${name}@example.com`, roles, scope })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(name)
    .setIssuer(env.OIDC_ISSUER)
    .setAudience(audience)
    .setIssuedAt(now - 3_600)
    .setExpirationTime(now + ttl)
    .sign(key)
  return `Bearer ${token}`
}

async function verify(token: string): Promise<JWTPayload> {
  const options = { issuer: env.OIDC_ISSUER, audience: 'e-shop' }
  const { payload } = await jwtVerify(token, key, options).catch(refuse)
  checkScope(payload, 'shop')
  return payload
}

type TestOptions<C extends object> = {
  readonly name: string
  readonly migrations?: Record<string, Migration>
  /** Settings beside the common ones. */
  readonly config?: C
}

/**
 * A service's parts for a test: a database of its own (dropped by `close`), the recorded sidecar,
 * and a clock that `at` sets. Loops of `every` run only when `run(name)` is called, what `onDrain`
 * was given when `drain` or `close` is.
 */
export async function testService<DB extends MessagingTables, C extends object = object>({
  name,
  migrations,
  config,
}: TestOptions<C>) {
  const settings = { ...readEnv(serviceSettings, env), ...config } as ServiceConfig & C
  const log = createLog(name, settings.LOG_LEVEL)
  const { db, url, drop } = migrations
    ? await freshDatabase<DB>(name, migrations)
    : { db: noDatabase<DB>(), url: '', drop: async () => {} }
  const loops = new Map<string, () => Promise<unknown>>()
  const drains: (() => unknown)[] = []
  const drain = () => Promise.all(drains.splice(0).map((end) => end()))
  const sidecar = fakeSidecar()
  let clock: Date | undefined

  const service: Service<DB, ServiceConfig & C> = {
    name,
    config: settings,
    log,
    db,
    sidecar,
    auth: createAuth(settings, verify),
    serviceToken: async () => 'service-token',
    now: () => clock ?? new Date(),
    isReady: () => true,
    every(loop, _ms, run) {
      loops.set(loop, run)
      return { wake: () => {} }
    },
    onDrain: (end) => drains.push(end),
    ...(migrations && { internal: (app: Express) => internalRoutes(app, service) }),
  }
  return {
    service,
    db,
    /** For a connection of the test's or the service's own. */
    databaseUrl: url,
    sidecar,
    /** Sets the service's clock. */
    at: (time: Date | undefined) => {
      clock = time
    },
    /** Runs a background loop once. */
    run: async (loop: string) => {
      const body = loops.get(loop)
      if (!body) throw new Error(`no loop ${loop}: ${[...loops.keys()]}`)
      return body()
    },
    drain,
    close: async () => {
      await drain()
      await drop()
    },
  }
}

async function freshDatabase<DB extends MessagingTables>(
  name: string,
  migrations: Record<string, Migration>,
) {
  const server = process.env['TEST_DATABASE_URL']
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests with npm test')
  const database = `${name.replaceAll('-', '_')}_${randomUUID().slice(0, 8)}`
  await administer(server, `create database ${database}`)
  const url = new URL(server)
  url.pathname = `/${database}`
  const log = createLog(name, 'silent')
  const db: Kysely<DB> = openDatabase(name, url.href, 10, log)
  await migrate(db, migrations, log)
  const drop = async () => {
    await db.destroy()
    await administer(server, `drop database ${database} with (force)`)
  }
  return { db, url: url.href, drop }
}

async function administer(server: string, statement: string) {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  await client.query(statement).finally(() => client.end())
}

type Delivery = {
  /** The CloudEvent's id, to deliver one event twice. */
  readonly id?: string
  readonly priority?: string
  readonly lane?: string
  /** Overrides of the envelope, to make it malformed. */
  readonly envelope?: object
}

/** Delivers an event as a sidecar would and gives the status that was answered. */
export async function deliver<T>(
  app: Express,
  contract: Contract<T>,
  data: NoInfer<T> | object,
  { id = newId(), priority, lane, envelope }: Delivery = {},
): Promise<string> {
  const event = {
    specversion: '1.0',
    id,
    type: contract.type,
    source: contract.from,
    time: new Date().toISOString(),
    datacontenttype: 'application/json',
    topic: contract.topic,
    pubsubname: contract.topic,
    ...(priority && { priority }),
    data,
    ...envelope,
  }
  const answer = await request(app)
    .post(eventPath(contract, lane))
    .set('content-type', 'application/cloudevents+json')
    .set('dapr-api-token', appToken)
    .send(JSON.stringify(event))
  if (answer.status !== 200) throw new Error(`the route answered ${answer.status}: ${answer.text}`)
  return answer.body.status
}

/** The headers with which the own sidecar brings a call of another app. */
export const fromApp = (app: string) => ({ 'dapr-api-token': appToken, 'dapr-caller-app-id': app })

/** The headers of the own sidecar's deliveries (bindings). */
export const fromOwnSidecar = { 'dapr-api-token': appToken }

/** What was said, oldest first. */
export async function said<DB extends MessagingTables>(db: Kysely<DB>) {
  const columns = ['id', 'type', 'topic', 'source', 'subject', 'data', 'priority'] as const
  const rows = await messaging(db).selectFrom('outbox').select(columns).orderBy('seq').execute()
  return rows.map((row) => ({ ...row, data: row.data as unknown as Record<string, unknown> }))
}
