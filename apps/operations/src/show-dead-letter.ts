import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { User } from '@shop/kit/auth.ts'
import { failuresAnswer } from '@shop/kit/internal-answers.ts'
import { notFound } from '@shop/kit/problem.ts'
import { askService } from './ask-services.ts'
import { historyOf } from './audit.ts'
import { findById } from './dead-letter-store.ts'
import { toWhole } from './dead-letter-view.ts'
import { redrivesOf } from './redrive-store.ts'
import type { OperationsService } from './service.ts'

/** The whole of a dead letter, and what its consumer now says of the event. */
export async function showDeadLetter(
  service: OperationsService,
  user: User,
  id: string,
): Promise<DeadLetterWhole> {
  const { db } = service
  const row = await findById(db, id)
  if (!row) throw notFound('The dead letter')
  const path = `/internal/failures/${encodeURIComponent(row.event_id)}`
  const [redrives, history, now] = await Promise.all([
    redrivesOf(db, id),
    historyOf(db, id),
    askService(service, row.consumer, path, failuresAnswer, user.token),
  ])
  return toWhole(row, { redrives, history, handled: now?.handled ?? null })
}
