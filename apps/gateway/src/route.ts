import type { z } from 'zod'

/** The apps that the public API reaches. */
export type App = 'catalog' | 'basket' | 'ordering' | 'notifications' | 'analytics' | 'operations'

export type Method = 'get' | 'put' | 'post' | 'patch' | 'delete'

/**
 * Who may call a route. For `anyone` a token is not even looked at; a `visitor` is told apart by
 * a token or else by the cookie `basket`.
 */
export type Access = 'anyone' | 'visitor' | 'shopper' | 'administrator'

/** What answers: one call to the app that owns the route, or a file in `composed/`, or this app. */
export type Answerer = 'forward' | Composed | 'document' | 'page'
type Composed = 'top-five' | 'order' | 'cancel' | 'draft' | 'events'

export type Body = {
  /** For a body that is JSON, with an example that the schema accepts. */
  readonly schema?: z.ZodType
  readonly example?: unknown
  /** Whether it may be left out. */
  readonly optional?: boolean
  /** For any other. */
  readonly types?: readonly string[]
}

export type RouteAnswer = {
  readonly status: number
  readonly says: string
  readonly schema?: z.ZodType
  /** Where it isn't JSON. */
  readonly types?: readonly string[]
}

/** One method of one public path: how it is answered, and all that its documentation needs. */
export type Route = {
  readonly method: Method
  /** Below `/api/v1`, and at the app that owns it just as it is here. */
  readonly path: `/${string}`
  readonly app: App | 'gateway'
  readonly who: Access
  /** Where it isn't `forward`. */
  readonly by?: Answerer
  readonly summary: string
  readonly notes?: string
  readonly query?: z.ZodObject
  /** From `?` on, for the documentation. */
  readonly queryExample?: string
  /** What the client's `x-request-id` is to this route, where a repeat must not act twice. */
  readonly requestId?: 'required' | 'optional'
  readonly body?: Body
  readonly answer: RouteAnswer
  /** Refusals of its own, beside those that follow from the fields above. */
  readonly refusals?: Readonly<Record<number, string>>
}

/** Routes that are documented under one heading. */
export type Section = { readonly name: string; readonly routes: readonly Route[] }
