import type { CheckoutBody } from '@shop/kit/api.ts'
import { newRequestId } from '../api/request.ts'

/** One wish to order: sent as often as need be, it is one order. */
export type Attempt = { readonly requestId: string; readonly text: string }

/** The attempt that goes on while the same is wanted, or a new one: an id stands for one body. */
export function attemptAt(body: CheckoutBody, before: Attempt | undefined): Attempt {
  const text = JSON.stringify(body)
  return before?.text === text ? before : { requestId: newRequestId(), text }
}
