import type { User } from '@shop/kit/auth.ts'
import type { Invocation } from '@shop/kit/sidecar.ts'
import type { Request, Response } from 'express'
import { headersFor } from './headers.ts'
import { fill, queryOf } from './path.ts'
import type { Route } from './route.ts'

/** A request that may pass: its route, and the user whose token goes along. */
export type Asked = {
  readonly req: Request
  readonly route: Route
  readonly user: User | undefined
  readonly body: Buffer | undefined
}

/** Answers one route. */
export type Handler = (asked: Asked, res: Response) => Promise<void>

/** The request as a call to the app that owns its route. */
export const callFor = ({ req, route, user, body }: Asked): Invocation => ({
  app: route.app,
  method: route.method.toUpperCase(),
  path: fill(route.path, req.params) + queryOf(req.originalUrl),
  headers: headersFor(route, req.headers),
  ...(body && { body }),
  ...(user && { token: user.token }),
})
