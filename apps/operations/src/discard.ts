import { inTransaction } from '@shop/kit/db.ts'
import { conflict, notFound } from '@shop/kit/problem.ts'
import { type Actor, record } from './audit.ts'
import { lockById, save } from './dead-letter-store.ts'
import type { OperationsService } from './service.ts'

/** Closes a dead letter whose effect is not wanted; done again, it changes nothing. */
export const discard = ({ db, now }: OperationsService, by: Actor, id: string): Promise<void> =>
  inTransaction(db, async (tx) => {
    const letter = await lockById(tx, id)
    if (!letter) throw notFound('The dead letter')
    switch (letter.status) {
      case 'discarded':
        return
      case 'redriven':
        throw conflict('redriven', 'It has been redriven: its effect may be there already')
      case 'open': {
        await save(tx, { ...letter, status: 'discarded', closed_at: now() })
        const [before, after] = [{ status: 'open' }, { status: 'discarded' }]
        await record(tx, id, { by, action: 'discard', before, after }, now())
      }
    }
  })
