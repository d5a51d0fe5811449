import { inTransaction } from '@shop/kit/db.ts'
import { claimRedrives, holdBack, markPublished, type RedriveRow } from './redrive-store.ts'
import type { OperationsService } from './service.ts'

const batch = 50

/**
 * Publishes the redrives that wait. That they leave is committed before they do, since a message
 * that fails again may be back before its broker has answered. If this dies in between, they are
 * published twice, under the same ids: to the consumers' inboxes that is once.
 */
export async function publishRedrives(service: OperationsService) {
  const { db, now } = service
  for (;;) {
    const rows = await inTransaction(db, (tx) => claimRedrives(tx, now(), batch))
    for (const topic of new Set(rows.map((row) => row.topic))) {
      const entries = rows.filter((row) => row.topic === topic)
      await publishTopic(service, topic, entries)
    }
    if (rows.length < batch) return
  }
}

async function publishTopic(
  { db, sidecar, log, now }: OperationsService,
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
  const taken = rows.filter(({ id }) => !refused.has(id)).map(({ id }) => id)
  await markPublished(db, taken, now())
  for (const row of rows) {
    const error = refused.get(row.id)
    if (error !== undefined) await holdBack(db, row, error, now())
  }
}
