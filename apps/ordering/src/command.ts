import type * as api from '@shop/kit/api.ts'

/** What a person's command came to: the order, or why it was refused. */
export type CommandAnswer =
  | { readonly order: api.Order }
  | { readonly refused: { readonly code: string; readonly detail: string } }

export type Command = {
  readonly userId: string
  /** The x-request-id; under it a command is carried out once. */
  readonly requestId: string
  /** Verb, order and body in one text: the same id with another is a mistake. */
  readonly text: string
}
