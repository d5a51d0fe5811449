import { basket, checkoutAnswer, problem } from '@shop/kit/api.ts'
import { newId } from '@shop/kit/ids.ts'
import { ask, type Gateway, tell } from './gateway.ts'
import type { Placed } from './ledger.ts'
import type { PlannedOrder } from './plan.ts'

export type Buyer = { readonly name: string; readonly token: string }

/** The demo cards that a load pays with (DESIGN §5). */
const approved = '4242424242424242'
const declined = '4000000000000002'

const address = {
  street: 'Calle de Alcalá 50',
  city: 'Madrid',
  state: '',
  country: 'Spain',
  zipCode: '28014',
}

/** Takes out what an earlier load may have left in a basket. */
export async function emptyBasket(gateway: Gateway, { token }: Buyer) {
  const { items } = await ask(gateway, basket, { method: 'GET', path: '/basket', token })
  for (const { productId } of items) {
    await tell(gateway, { method: 'DELETE', path: `/basket/items/${productId}`, token })
  }
}

/** Fills the basket with what is planned, and orders it. */
export async function placeOrder(
  gateway: Gateway,
  buyer: Buyer,
  planned: PlannedOrder,
): Promise<Placed> {
  const total = await fillBasket(gateway, buyer, planned)
  const requestId = newId()
  const sentAt = Date.now()
  const { orderId } = await ask(gateway, checkoutAnswer, {
    method: 'POST',
    path: '/basket/checkout',
    token: buyer.token,
    body: checkoutOf(planned),
    requestId,
  })
  const checkoutMs = Date.now() - sentAt
  return { planned, buyer: buyer.name, orderId, requestId, total, sentAt, checkoutMs }
}

async function fillBasket(gateway: Gateway, { token }: Buyer, { lines }: PlannedOrder) {
  let filled = { items: [] as readonly unknown[], total: { amount: 0, currency: '' } }
  for (const { productId, quantity } of lines) {
    const path = `/basket/items/${productId}`
    filled = await ask(gateway, basket, { method: 'PUT', path, token, body: { quantity } })
  }
  if (filled.items.length !== lines.length) {
    throw new Error(`a basket has ${filled.items.length} lines, where ${lines.length} were put in`)
  }
  return filled.total
}

const checkoutOf = ({ isDeclined, isExpress }: PlannedOrder) => ({
  address,
  card: {
    number: isDeclined ? declined : approved,
    holder: 'Load',
    expires: '12/40',
    cvv: '737',
  },
  priority: isExpress ? 'express' : 'normal',
})

/** Cancels an order, unless it has come to its end already. */
export async function cancelOrder(
  gateway: Gateway,
  { token }: Buyer,
  orderId: string,
): Promise<'accepted' | 'too late'> {
  const path = `/orders/${orderId}/cancel`
  const call = { method: 'POST', path, token, requestId: newId() } as const
  const { status, text } = await gateway.call(call)
  if (status === 200) return 'accepted'
  const { code } = problem.parse(JSON.parse(text))
  if (status === 409 && code === 'order-cannot-be-cancelled') return 'too late'
  throw new Error(`POST ${path} answered ${status}: ${text}`)
}
