import type { card } from '@shop/kit/api.ts'
import type { User } from '@shop/kit/auth.ts'
import { badRequest, conflict } from '@shop/kit/problem.ts'
import type { Kysely } from 'kysely'
import type { z } from 'zod'
import { brandOf, digitsOf, isExpired, passesLuhn } from './card.ts'
import type { Provider } from './provider.ts'
import type { PaymentService } from './service.ts'
import type { Tables } from './tables.ts'

/**
 * Turns a card into a payment method of its owner: a token, and what may be shown of the card.
 * Number and CVV go no further than the call to the provider.
 */
export async function createPaymentMethod(
  { db, now }: Pick<PaymentService, 'db' | 'now'>,
  provider: Provider,
  owner: User,
  { number, expires }: z.infer<typeof card>,
) {
  const digits = digitsOf(number)
  if (!passesLuhn(digits)) {
    const errors = [{ path: 'number', message: 'is not a card number' }]
    throw badRequest('The request is not valid', errors)
  }
  if (isExpired(expires, now())) throw conflict('card-expired', 'The card has expired')
  const token = await provider.tokenise(digits)
  const method = { token, brand: brandOf(digits), last4: digits.slice(-4), expires }
  await db
    .insertInto('payment_methods')
    .values({ ...method, owner_id: owner.id, created_at: now() })
    .execute()
  return method
}

export async function isOwnMethod(
  db: Kysely<Tables>,
  token: string,
  ownerId: string,
): Promise<boolean> {
  const method = await db
    .selectFrom('payment_methods')
    .where('token', '=', token)
    .select('owner_id')
    .executeTakeFirst()
  return method?.owner_id === ownerId
}
