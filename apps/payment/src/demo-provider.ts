import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import { outcomeOf, refusalOf } from './demo-cards.ts'
import type { Charge, ChargeAnswer, Provider } from './provider.ts'
import type { DemoProviderTables } from './tables.ts'

type Options = {
  /** How long the slow card takes, in ms. */
  readonly slowMs: number
  /** The share of good cards that are approved: 1 but for simulations. */
  readonly successRate: number
  readonly random?: () => number
}

/**
 * Stands in for a payment provider: its tables are its own, and each answer is committed in a
 * transaction of its own, so that a caller who dies before hearing it gets the same one again.
 */
export function createDemoProvider(
  db: Kysely<DemoProviderTables>,
  { slowMs, successRate, random = Math.random }: Options,
): Provider {
  const reasonFor = async (token: string) => {
    const known = await db
      .selectFrom('demo_provider_tokens')
      .where('token', '=', token)
      .select('outcome')
      .executeTakeFirst()
    if (!known) return 'The payment method is not known'
    if (known.outcome === 'slow') await sleep(slowMs)
    const unlucky = successRate < 1 && random() >= successRate
    return refusalOf(known.outcome) ?? (unlucky ? 'The card was declined' : null)
  }
  return {
    async tokenise(digits) {
      const token = `pm_${randomBytes(24).toString('base64url')}`
      const row = { token, outcome: outcomeOf(digits), created_at: new Date() }
      await db.insertInto('demo_provider_tokens').values(row).execute()
      return token
    },
    async charge(charge) {
      return (
        (await answerTo(db, charge.key)) ?? answerOnce(db, charge, await reasonFor(charge.token))
      )
    },
    async refund(key) {
      await db
        .updateTable('demo_provider_charges')
        .set({ refunded_at: new Date() })
        .where('key', '=', key)
        .where('reason', 'is', null)
        .where('refunded_at', 'is', null)
        .execute()
    },
  }
}

async function answerTo(
  db: Kysely<DemoProviderTables>,
  key: string,
): Promise<ChargeAnswer | undefined> {
  const charge = await db
    .selectFrom('demo_provider_charges')
    .where('key', '=', key)
    .select('reason')
    .executeTakeFirst()
  if (!charge) return undefined
  return charge.reason === null
    ? { outcome: 'captured' }
    : { outcome: 'declined', reason: charge.reason }
}

/** Whoever commits first under a key decides for all. */
async function answerOnce(
  db: Kysely<DemoProviderTables>,
  { key, token, amount }: Charge,
  reason: string | null,
): Promise<ChargeAnswer> {
  await db
    .insertInto('demo_provider_charges')
    .values({ key, token, ...amount, reason, charged_at: new Date() })
    .onConflict((row) => row.column('key').doNothing())
    .execute()
  const answer = await answerTo(db, key)
  if (!answer) throw new Error(`the charge ${key} has vanished`)
  return answer
}
