import { sql } from 'kysely'
import { inTransaction } from '../src/db.ts'
import type { MessagingTables } from '../src/messaging.ts'
import { testService } from '../src/testing.ts'

let parts: Awaited<ReturnType<typeof testService<MessagingTables>>>
beforeAll(async () => {
  parts = await testService<MessagingTables>({ name: 'basket', migrations: {} })
})
afterAll(() => parts.close())

test('a connection that breaks in the middle of a transaction refuses it and ends nothing else', async () => {
  const { db } = parts
  const broken = inTransaction(db, async (tx) => {
    const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx)
    await sql`select pg_terminate_backend(${rows[0]?.pid}::int)`.execute(db)
    // The client notices between two queries, when only its listeners can hear of it.
    await new Promise((resolve) => setTimeout(resolve, 50))
    await sql`select 1`.execute(tx)
  })
  await expect(broken).rejects.toThrow()
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
})
