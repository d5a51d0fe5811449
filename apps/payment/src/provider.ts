import type { Money } from '@shop/kit/money.ts'

export type Charge = {
  /** Idempotency key: a second call with it gets the first one's answer and moves no money. */
  readonly key: string
  readonly token: string
  readonly amount: Money
}

export type ChargeAnswer =
  | { readonly outcome: 'captured' }
  | { readonly outcome: 'declined'; readonly reason: string }

/** Whoever moves the money. The demo provider stands in for one. */
export type Provider = {
  /** Takes the card's number for the length of this call; gives an opaque token for it. */
  tokenise(digits: string): Promise<string>
  charge(charge: Charge): Promise<ChargeAnswer>
  /** Gives back what was captured under the key. */
  refund(key: string): Promise<void>
}
