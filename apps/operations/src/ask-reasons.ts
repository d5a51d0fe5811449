import { type Failure, failuresAnswer } from '@shop/kit/internal-answers.ts'
import type { Updateable } from 'kysely'
import { askService } from './ask-services.ts'
import type { DeadLetterRow } from './dead-letter-store.ts'
import { eventOf, failureIdOf } from './message.ts'
import type { OperationsService } from './service.ts'
import type { DeadLettersTable } from './tables.ts'

const atATime = 20

/** What it comes to when the consumer has no failure on record: its sidecar could not deliver. */
const unreachable = 'The consumer was unreachable'

/** Asks the consumers of dead letters that have just come why they could not handle them. */
export async function askReasons(service: OperationsService) {
  const { db, now, serviceToken } = service
  const waiting = await db
    .selectFrom('dead_letters')
    .where('ask_at', '<=', now())
    .where('status', '=', 'open')
    .selectAll()
    .orderBy('ask_at')
    .limit(atATime)
    .execute()
  if (waiting.length === 0) return
  const token = await serviceToken()
  await Promise.all(waiting.map((letter) => askReason(service, letter, token)))
}

async function askReason(service: OperationsService, letter: DeadLetterRow, token: string) {
  const { id, arrivals, message, encoding, consumer } = letter
  const failureId = failureIdOf(eventOf(message ?? '', encoding))
  const path = `/internal/failures/${encodeURIComponent(failureId)}`
  const answer = await askService(service, consumer, path, failuresAnswer, token)
  await service.db
    .updateTable('dead_letters')
    .set(answer ? told(answer.failures[0]) : later(letter, service.now()))
    .where('id', '=', id)
    // Not what has come once more meanwhile: of that the answer may know nothing.
    .where('arrivals', '=', arrivals)
    .execute()
}

const told = (failure: Failure | undefined): Updateable<DeadLettersTable> => ({
  ask_at: null,
  reason: failure?.lastError ?? unreachable,
  attempts: failure?.attempts ?? null,
  failed_at: failure ? new Date(failure.lastAt) : null,
})

/** While the consumer is away: after 5 s, doubled each time up to five minutes. */
const later = ({ asked }: DeadLetterRow, now: Date): Updateable<DeadLettersTable> => ({
  asked: asked + 1,
  ask_at: new Date(now.getTime() + Math.min(5_000 * 2 ** Math.min(asked, 10), 300_000)),
})
