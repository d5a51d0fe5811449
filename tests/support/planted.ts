import { type Databases, openDatabases, type Query } from '@shop/dev/audit/databases.ts'
import type { RunFile } from '@shop/dev/shop/run-file.ts'
import pg from 'pg'

/** The databases of a run as they would be with a fault in one of them. */
export type Planted = { readonly databases: Databases; undo(): Promise<void> }

/**
 * Plants a fault in an app's database, for no eyes but those of the auditor: in a transaction that
 * is rolled back afterwards. Gives the ids that the last statement returns, too.
 */
export async function plant(
  run: RunFile,
  app: string,
  statements: readonly string[],
): Promise<Planted & { readonly ids: readonly string[] }> {
  const url = run.databases[app]
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  const ids = await carryOut(client, statements).catch(async (error: unknown) => {
    await client.end()
    throw error
  })
  const others = openDatabases(run)
  const query = oneByOne(client)
  const databases = new Map(
    [...others.databases].map(([name, other]) => [
      name,
      run.databases[name] === url ? query : other,
    ]),
  )
  return {
    ids,
    databases,
    async undo() {
      await client.query('rollback')
      await Promise.all([client.end(), others.close()])
    },
  }
}

async function carryOut(client: pg.Client, statements: readonly string[]) {
  await client.query('begin')
  let ids: readonly string[] = []
  for (const statement of statements) {
    ids = (await client.query<{ id: string }>(statement)).rows.map((row) => row.id)
  }
  return ids
}

/** A transaction has one connection, which takes one query at a time. */
function oneByOne(client: pg.Client): Query {
  let last: Promise<unknown> = Promise.resolve()
  return async (text, values = []) => {
    const answer = last.then(() => client.query(text, [...values]))
    last = answer.catch(() => undefined)
    return (await answer).rows
  }
}
