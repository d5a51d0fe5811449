import type * as api from '@shop/kit/api.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { conflict, unprocessable } from '@shop/kit/problem.ts'
import type { Transaction } from 'kysely'
import type { Command, CommandAnswer } from './command.ts'
import type { OrderingService } from './service.ts'
import type { Tables } from './tables.ts'

/**
 * Carries out a person's command once: its effect, its events and its answer are one transaction,
 * and a repeat gets that answer, be it a refusal. A repeat that comes meanwhile waits for the
 * first. What is thrown leaves no trace, so the id is free again.
 */
export async function answerOnce(
  { db, now }: Pick<OrderingService, 'db' | 'now'>,
  command: Command,
  carryOut: (tx: Transaction<Tables>) => Promise<CommandAnswer>,
): Promise<api.Order> {
  const answer = await inTransaction(db, async (tx) => {
    if (!(await claim(tx, command, now()))) return firstAnswer(tx, command)
    const answer = await carryOut(tx)
    await keep(tx, command, answer)
    return answer
  })
  if ('refused' in answer) throw conflict(answer.refused.code, answer.refused.detail)
  return answer.order
}

async function claim(tx: Transaction<Tables>, command: Command, now: Date): Promise<boolean> {
  const { userId, requestId, text } = command
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('commands')
    .values({ user_id: userId, request_id: requestId, command: text, answer: null, given_at: now })
    .onConflict((row) => row.columns(['user_id', 'request_id']).doNothing())
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

async function firstAnswer(
  tx: Transaction<Tables>,
  { userId, requestId, text }: Command,
): Promise<CommandAnswer> {
  const first = await tx
    .selectFrom('commands')
    .where('user_id', '=', userId)
    .where('request_id', '=', requestId)
    .select(['command', 'answer'])
    .executeTakeFirst()
  if (first?.command !== text) {
    throw unprocessable('request-id-reused', 'This x-request-id was used for another command')
  }
  if (!first.answer) throw new Error('a command was kept without its answer')
  return first.answer
}

const keep = (tx: Transaction<Tables>, { userId, requestId }: Command, answer: CommandAnswer) =>
  tx
    .updateTable('commands')
    .set({ answer: JSON.stringify(answer) })
    .where('user_id', '=', userId)
    .where('request_id', '=', requestId)
    .execute()

/** Longer than anybody repeats a command. */
const keptFor = 30 * 24 * 3_600_000

export const forgetCommands = ({ db, now }: Pick<OrderingService, 'db' | 'now'>) =>
  db
    .deleteFrom('commands')
    .where('given_at', '<', new Date(now().getTime() - keptFor))
    .execute()
