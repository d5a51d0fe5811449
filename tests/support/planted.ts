import { type Databases, openReadOnly, type Query } from '@shop/dev/audit/databases.ts'
import type { RunFile } from '@shop/dev/shop/run-file.ts'
import pg from 'pg'

/** The databases of a run as they would be with a fault in one of them. */
export type Planted = { readonly databases: Databases; undo(): Promise<void> }

/** By app: what is done to its data. */
export type Faults = Readonly<Record<string, readonly string[]>>

/**
 * Plants faults in apps' databases, for no eyes but those of the auditor: in transactions that are
 * rolled back afterwards. Gives the ids that the last statement returns, too.
 */
export async function plant(
  run: RunFile,
  faults: Faults,
): Promise<Planted & { readonly ids: readonly string[] }> {
  const others = openReadOnly(run)
  const databases = new Map(others.databases)
  const clients: pg.Client[] = []
  const undo = async () => {
    await Promise.all([...clients.map((client) => client.end()), others.close()])
  }
  let ids: readonly string[] = []
  try {
    for (const [app, statements] of Object.entries(faults)) {
      const url = run.databases[app]
      const client = new pg.Client({ connectionString: url })
      clients.push(client)
      await client.connect()
      ids = await carryOut(client, statements)
      const query = oneByOne(client)
      for (const name of databases.keys())
        if (run.databases[name] === url) databases.set(name, query)
    }
    return { ids, databases, undo }
  } catch (error) {
    await undo()
    throw error
  }
}

/** What is not committed is rolled back when the connection ends. */
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
