import { failpoint } from '@shop/kit/failpoint.ts'
import { newId } from '@shop/kit/ids.ts'
import { conflict, Refusal, unprocessable } from '@shop/kit/problem.ts'
import { acceptCheckout } from './accept-checkout.ts'
import { acceptedOrder, type CheckoutRequest, hashOf } from './accepted-order.ts'
import { type Line, unseen } from './basket.ts'
import { changeHeld, type Owner, userOwner } from './basket-store.ts'
import { repriced, settled } from './change-basket.ts'
import { abandon } from './checkout-fate.ts'
import { type CheckoutRow, checkoutOfRequest } from './checkout-store.ts'
import { type Frozen, freeze, type Held } from './held.ts'
import { createPaymentMethod } from './payment-method.ts'
import type { BasketService } from './service.ts'

/**
 * Turns the user's basket into an accepted checkout and gives its order id; a repeat of the
 * request, or of the basket, gets the same. It may die anywhere: a repeat goes on where it was.
 */
export async function checkOut(service: BasketService, request: CheckoutRequest): Promise<string> {
  const bodyHash = hashOf(request.body)
  const known = await repeated(service, request, bodyHash)
  if (known) return known
  const owner = userOwner(request.user.id)
  const { checkingOut, checkedOut } = await freezeBasket(service, owner, request.requestId)
  if (checkingOut) return order(service, request, checkingOut, bodyHash)
  // Another call may have brought the same request to its end since this one looked.
  const orderId = (await repeated(service, request, bodyHash)) ?? checkedOut?.orderId
  if (!orderId) throw conflict('basket-empty', 'There is nothing in the basket')
  return orderId
}

/** The order that this request made before, if it did; 422 if it had another body then. */
async function repeated(
  { db }: BasketService,
  { user, requestId }: CheckoutRequest,
  bodyHash: string,
): Promise<string | undefined> {
  const row = await checkoutOfRequest(db, user.id, requestId)
  return row && orderIdFor(row, requestId, bodyHash)
}

function orderIdFor(row: CheckoutRow, requestId: string, bodyHash: string): string {
  if (row.request_id === requestId && row.body_hash !== bodyHash) {
    throw unprocessable('request-id-reused', 'The request id was used with another body')
  }
  return row.order_id
}

/** Orders a frozen basket, which is thawed again where that fails. */
async function order(
  service: BasketService,
  request: CheckoutRequest,
  frozen: Frozen,
  bodyHash: string,
): Promise<string> {
  const { user, requestId, body } = request
  failpoint('checkout.frozen')
  try {
    const method = await createPaymentMethod(service, user, body.card)
    failpoint('checkout.tokenised')
    const accepted = acceptedOrder(request, frozen, method, service.config.SHOP_CURRENCY)
    const row = await acceptCheckout(service, accepted, bodyHash)
    failpoint('checkout.accepted')
    return orderIdFor(row, requestId, bodyHash)
  } finally {
    await release(service, userOwner(user.id), frozen.orderId)
  }
}

/** Freezes the active basket, if there is anything in it; a checkout that is under way is joined. */
const freezeBasket = (service: BasketService, owner: Owner, requestId: string): Promise<Held> =>
  changeHeld(service, owner, async (held) => {
    const current = await repriced(service, await settled(service, held))
    const { basket, checkingOut } = current
    const isNew = basket.lines.length > 0
    if (checkingOut) {
      if (isNew && checkingOut.requestId !== requestId) throw underWay()
      return current
    }
    if (!isNew) return current
    const changed = unseen(basket.lines)
    if (changed.length > 0) throw priceChanged(changed)
    return freeze(current, { requestId, orderId: newId(), since: service.now().getTime() }, newId())
  })

const underWay = () =>
  new Refusal(409, 'Another basket of yours is being checked out; try again', {
    code: 'checkout-under-way',
    headers: { 'retry-after': '1' },
  })

const priceChanged = (lines: readonly Line[]) =>
  new Refusal(409, 'A price has changed; look at the basket before ordering', {
    code: 'price-changed',
    errors: lines.map(({ productId, name }) => ({
      path: `items.${productId}`,
      message: `the price of ${name} has changed`,
    })),
  })

/**
 * Takes the basket out of its checkout: marked as ordered where it was accepted, thawed otherwise.
 * What has been decided stands; where this fails, the next read of the basket does it.
 */
async function release(service: BasketService, owner: Owner, orderId: string) {
  try {
    await abandon(service.db, orderId, service.now())
    await changeHeld(service, owner, (held) => settled(service, held))
  } catch (error) {
    service.log.warn({ orderId, err: error }, 'a basket stays frozen until it is read again')
  }
}
