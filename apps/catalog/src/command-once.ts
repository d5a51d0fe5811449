import { createHash } from 'node:crypto'
import { type Product, product } from '@shop/kit/api.ts'
import { inTransaction } from '@shop/kit/db.ts'
import { badRequest, unprocessable } from '@shop/kit/problem.ts'
import type { Request } from 'express'
import type { Transaction } from 'kysely'
import type { CatalogService } from './service.ts'
import type { Tables } from './tables.ts'

export type Command = {
  readonly userId: string
  /** Of the request header x-request-id; without one each request is a command of its own. */
  readonly requestId: string | undefined
  /** What is commanded: two commands with one id must not differ in it. */
  readonly what: unknown
}

const wellFormed = /^[\w.:-]{1,128}$/
const keptFor = 30 * 24 * 3_600_000

/** The x-request-id as the caller sent it. */
export function requestIdOf(req: Request): string | undefined {
  const id = req.get('x-request-id')
  if (id === undefined || wellFormed.test(id)) return id
  const message = 'must be 1 to 128 letters, digits or any of _ . : -'
  throw badRequest('The request is not valid', [{ path: 'x-request-id', message }])
}

/** Does a command once, however often it is sent: a repeat is answered as the first was. */
export const once = (
  { db, now }: Pick<CatalogService, 'db' | 'now'>,
  { userId, requestId, what }: Command,
  work: (tx: Transaction<Tables>) => Promise<Product>,
): Promise<Product> =>
  inTransaction(db, async (tx) => {
    if (requestId === undefined) return work(tx)
    const key = { user_id: userId, request_id: requestId }
    const fingerprint = createHash('sha256').update(JSON.stringify(what)).digest('hex')
    // A repeat that comes meanwhile waits here until the first has committed or rolled back.
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto('commands')
      .values({ ...key, fingerprint, answer: 'null', done_at: now() })
      .onConflict((row) => row.columns(['user_id', 'request_id']).doNothing())
      .executeTakeFirst()
    if (numInsertedOrUpdatedRows !== 1n) return answered(tx, key, fingerprint)
    const answer = await work(tx)
    await tx
      .updateTable('commands')
      .set({ answer: JSON.stringify(answer) })
      .where('user_id', '=', userId)
      .where('request_id', '=', requestId)
      .execute()
    return answer
  })

async function answered(
  tx: Transaction<Tables>,
  { user_id, request_id }: { user_id: string; request_id: string },
  fingerprint: string,
): Promise<Product> {
  const first = await tx
    .selectFrom('commands')
    .where('user_id', '=', user_id)
    .where('request_id', '=', request_id)
    .select(['fingerprint', 'answer'])
    .executeTakeFirstOrThrow()
  if (first.fingerprint === fingerprint) return product.parse(first.answer)
  throw unprocessable('request-id-reused', 'This x-request-id was used for something else')
}

/** Forgets commands that nobody repeats any more. */
export const forgetCommands = ({ db, now }: Pick<CatalogService, 'db' | 'now'>) =>
  db
    .deleteFrom('commands')
    .where('done_at', '<', new Date(now().getTime() - keptFor))
    .execute()
