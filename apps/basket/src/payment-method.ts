import { type CheckoutBody, problem } from '@shop/kit/api.ts'
import type { User } from '@shop/kit/auth.ts'
import { Refusal, unauthorized, unavailable } from '@shop/kit/problem.ts'
import { z } from 'zod'
import { call } from './call.ts'
import type { BasketService } from './service.ts'

const method = z.object({
  token: z.string(),
  brand: z.string(),
  last4: z.string(),
  expires: z.string(),
})
export type PaymentMethod = z.infer<typeof method>

/** Turns the card into a payment method of the user; number and CVV go to payment and nowhere else. */
export async function createPaymentMethod(
  service: BasketService,
  { token }: User,
  card: CheckoutBody['card'],
): Promise<PaymentMethod> {
  const request = { app: 'payment', method: 'POST', path: '/payment-methods', token, body: card }
  const { status, body } = await call(service, request)
  if (status === 201) return method.parse(body)
  throw refusalFrom(status, body)
}

/** What payment refuses is passed on; its paths are those of the card. */
function refusalFrom(status: number, body: unknown): Refusal {
  // The token has expired since this service looked at it.
  if (status === 401) return unauthorized('The token has expired')
  const known = problem.safeParse(body).data
  if (!known || (status !== 400 && status !== 409)) {
    return unavailable('payment can not answer now; try again')
  }
  const { code, detail = 'The card was refused', errors } = known
  return new Refusal(status, detail, {
    ...(code && { code }),
    ...(errors && {
      errors: errors.map(({ path, message }) => ({
        path: path ? `card.${path}` : 'card',
        message,
      })),
    }),
  })
}
