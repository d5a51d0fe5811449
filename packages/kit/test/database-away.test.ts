import { sql } from 'kysely'
import request from 'supertest'
import { inTransaction, openDatabase } from '../src/db.ts'
import { createApp } from '../src/http.ts'
import { createLog } from '../src/log.ts'
import type { MessagingTables } from '../src/messaging.ts'
import { testService } from '../src/testing.ts'

const log = createLog('basket', 'silent')
let parts: Awaited<ReturnType<typeof testService<MessagingTables>>>
beforeAll(async () => {
  parts = await testService<MessagingTables>({ name: 'basket', migrations: {} })
})
afterAll(() => parts.close())

/** What a caller hears whose request needs this of the database. */
const answerTo = (work: () => Promise<unknown>) =>
  request(
    createApp({ log, isReady: () => true }, (app) => {
      app.get('/', async (_req, res) => {
        res.json(await work())
      })
    }),
  ).get('/')

test('a request whose database ends in the middle of it is told to come again', async () => {
  const { db } = parts
  const answer = await answerTo(() =>
    sql`select pg_terminate_backend(pg_backend_pid())`.execute(db),
  )
  expect(answer).toMatchObject({ status: 503, body: { code: 'unavailable' } })
  expect(answer.headers['retry-after']).toBe('1')
})

test('so is one in a transaction whose connection has gone between two queries', async () => {
  const { db } = parts
  const { status } = await answerTo(() =>
    inTransaction(db, async (tx) => {
      const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
      await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(db)
      await new Promise((resolve) => setTimeout(resolve, 50))
      await sql`select 1`.execute(tx)
    }),
  )
  expect(status).toBe(503)
})

test('so is one that finds no database at all', async () => {
  const nowhere = openDatabase('basket', 'postgres://basket@127.0.0.1:1/basket', 1, log)
  const { status } = await answerTo(() => sql`select 1`.execute(nowhere))
  await nowhere.destroy()
  expect(status).toBe(503)
})

test('a query that is wrong stays our fault, which no repeat will mend', async () => {
  const { status } = await answerTo(() => sql`select 1 / 0`.execute(parts.db))
  expect(status).toBe(500)
})
