import { newId } from '@shop/kit/ids.ts'
import type { Transaction } from 'kysely'
import type { Order } from './order.ts'
import type { Tables } from './tables.ts'

/** Finds or makes the buyer of an order by the user's id; name and email are the newest. */
export async function rememberBuyer(tx: Transaction<Tables>, { buyer, placedAt }: Order) {
  const { id, name, email } = buyer
  await tx
    .insertInto('buyers')
    .values({ id, name, email, created_at: placedAt })
    .onConflict((row) => row.column('id').doUpdateSet({ name, email }))
    .execute()
}

/**
 * The buyer's payment method of this brand, last four digits and expiry: the known one, or a new
 * one. Whether a card is still good is asked of the card that is used, at checkout; what is stored
 * here never stops anybody.
 */
export async function rememberPaymentMethod(
  tx: Transaction<Tables>,
  { buyer, payment, placedAt }: Order,
): Promise<string> {
  const { brand, last4, expires } = payment
  const { id } = await tx
    .insertInto('payment_methods')
    .values({
      ...{ id: newId(), buyer_id: buyer.id, brand, last4, expires },
      ...{ created_at: placedAt, last_used_at: placedAt },
    })
    .onConflict((row) =>
      row
        .columns(['buyer_id', 'brand', 'last4', 'expires'])
        .doUpdateSet({ last_used_at: placedAt }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
