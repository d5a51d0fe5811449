import type { RunFile } from '@shop/dev/shop/run-file.ts'
import pg from 'pg'

/** What proves a caller to each sidecar of a development shop (dapr.yaml). */
export const daprApiToken = 'development-dapr-api-token'

type Row = {
  readonly id: string
  readonly topic: string
  readonly type: string
  readonly source: string
  readonly subject: string
  readonly data: unknown
  readonly priority: string | null
  readonly occurred_at: Date
}

/** Runs one query in an app's own database, from outside the app. */
export async function query<T extends pg.QueryResultRow>(
  run: RunFile,
  app: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client({ connectionString: run.databases[app] })
  await client.connect()
  try {
    return (await client.query<T>(text, [...values])).rows
  } finally {
    await client.end()
  }
}

/**
 * Publishes again, under their own ids, all events about an order, as a broker would that delivers
 * twice. Gives how many they were.
 */
export async function publishAgain(run: RunFile, orderId: string): Promise<number> {
  let count = 0
  for (const app of Object.keys(run.databases)) {
    const rows = await query<Row>(
      run,
      app,
      'select * from outbox where subject = $1 and source = $2 and published_at is not null order by seq',
      [orderId, app],
    )
    for (const row of rows) await publish(run, app, row)
    count += rows.length
  }
  return count
}

/** Publishes one CloudEvent through the sidecar of an app. */
export async function publish(run: RunFile, app: string, row: Row) {
  const process = run.processes.find((one) => one.app === app)
  const url = `http://127.0.0.1:${process?.daprHttpPort}/v1.0/publish/${row.topic}/${row.topic}`
  const { id, type, source, subject, data, priority } = row
  const answer = await fetch(`${url}?metadata.partitionKey=${subject}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/cloudevents+json',
      'dapr-api-token': daprApiToken,
    },
    body: JSON.stringify({
      specversion: '1.0',
      id,
      type,
      source,
      subject,
      time: row.occurred_at.toISOString(),
      datacontenttype: 'application/json',
      ...(priority && { priority }),
      data,
    }),
  })
  if (answer.status !== 204)
    throw new Error(`publish answered ${answer.status}: ${await answer.text()}`)
}
