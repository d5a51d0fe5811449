import type { Order } from '@shop/kit/api.ts'
import type { User } from '@shop/kit/auth.ts'
import { notFound } from '@shop/kit/problem.ts'
import { z } from 'zod'
import { toOrder } from './accepted-order.ts'
import { checkoutOfOrder } from './checkout-store.ts'
import type { BasketService } from './service.ts'

/**
 * The accepted checkout as an order, for its buyer or an administrator; for others there is none.
 * `started`: ordering has made an order of it.
 */
export async function readCheckout(
  { db, auth }: Pick<BasketService, 'db' | 'auth'>,
  user: User,
  orderId: string,
): Promise<{ readonly order: Order; readonly started: boolean }> {
  const isId = z.uuid().safeParse(orderId).success
  const row = isId ? await checkoutOfOrder(db, orderId) : undefined
  if (!row || (row.user_id !== user.id && !auth.isAdministrator(user))) {
    throw notFound('The order')
  }
  return { order: toOrder(row.accepted, row.accepted_at), started: row.confirmed_at !== null }
}
