import { inTransaction } from '@shop/kit/db.ts'
import type { OperationsService } from './service.ts'

const day = 24 * 3_600_000

/**
 * Forgets the messages of what was closed 30 days ago, which may tell where somebody lives. That it
 * was there is kept, and so are who closed it and when: the flow still counts it.
 */
export async function forget({ db, now }: Pick<OperationsService, 'db' | 'now'>) {
  const before = new Date(now().getTime() - 30 * day)
  await inTransaction(db, async (tx) => {
    const forgotten = await tx
      .updateTable('dead_letters')
      .set({ message: null, headers: '{}' })
      .where('message', 'is not', null)
      .where('closed_at', '<', before)
      .where((e) =>
        e.not(
          e.exists(
            e
              .selectFrom('redrives')
              .whereRef('redrives.dead_letter_id', '=', 'dead_letters.id')
              .where('published_at', 'is', null)
              .select('redrives.id'),
          ),
        ),
      )
      .returning('id')
      .execute()
    const ids = forgotten.map(({ id }) => id)
    if (ids.length === 0) return
    await tx.deleteFrom('redrives').where('dead_letter_id', 'in', ids).execute()
    await tx
      .updateTable('audit')
      .set({ before: null, after: null })
      .where('action', '=', 'edit and redrive')
      .where('dead_letter_id', 'in', ids)
      .execute()
  })
}
