import { inTransaction } from '@shop/kit/db.ts'
import type { Transaction } from 'kysely'
import { claimRedrives, holdBack, markPublished, type RedriveRow } from './redrive-store.ts'
import type { OperationsService } from './service.ts'
import type { Tables } from './tables.ts'

const batch = 50

/**
 * Publishes the redrives that wait. If it dies between publishing and committing they are
 * published twice, under the same ids: to the consumers' inboxes that is once.
 */
export async function publishRedrives(service: OperationsService) {
  const { db } = service
  while ((await inTransaction(db, (tx) => publishBatch(tx, service))) === batch) {}
}

async function publishBatch(tx: Transaction<Tables>, service: OperationsService): Promise<number> {
  const rows = await claimRedrives(tx, service.now(), batch)
  for (const topic of new Set(rows.map((row) => row.topic))) {
    await publishTopic(
      tx,
      service,
      topic,
      rows.filter((row) => row.topic === topic),
    )
  }
  return rows.length
}

async function publishTopic(
  tx: Transaction<Tables>,
  { sidecar, log, now }: OperationsService,
  topic: string,
  rows: readonly RedriveRow[],
) {
  const entries = rows.map(({ id, key, event }) => ({ id, key, event: JSON.parse(event) }))
  const refused = await sidecar.publish(topic, entries).then(
    (ids) => new Map([...ids].map((id) => [id, 'refused by the broker'])),
    (error: unknown) => {
      log.warn({ topic, waiting: rows.length, err: error }, 'could not redrive; will try again')
      return new Map(rows.map((row) => [row.id, String(error)]))
    },
  )
  for (const row of rows) {
    const error = refused.get(row.id)
    if (error === undefined) await markPublished(tx, row.id, now())
    else await holdBack(tx, row, error, now())
  }
}
