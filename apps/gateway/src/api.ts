import type { Auth } from '@shop/kit/auth.ts'
import { Refusal } from '@shop/kit/problem.ts'
import { type RequestHandler, Router } from 'express'
import type { Handler } from './call.ts'
import { admit, type CallerOf } from './caller.ts'
import { pattern } from './path.ts'
import { readBody } from './read-body.ts'
import type { Answerer, Route } from './route.ts'

type Admission = Pick<Auth, 'isAdministrator'>
type Handlers = Readonly<Record<Answerer, Handler>>

/** What is in the table of routes is answered, and nothing else. */
export function createApi(
  auth: Admission,
  callerOf: CallerOf,
  routes: readonly Route[],
  handlers: Handlers,
): Router {
  const router = Router({ caseSensitive: true, strict: true })
  for (const path of new Set(routes.map((route) => route.path))) {
    const methods = routes.filter((route) => route.path === path)
    for (const route of methods) {
      const handler = handlers[route.by ?? 'forward']
      router[route.method](pattern(path), answer(auth, callerOf, route, handler))
    }
    router.all(pattern(path), notAllowed(methods))
  }
  return router
}

const answer =
  (auth: Admission, callerOf: CallerOf, route: Route, handle: Handler): RequestHandler =>
  async (req, res) => {
    const user = await admit(auth, route.who, () => callerOf(req))
    const body = route.method === 'get' ? undefined : await readBody(req)
    await handle({ req, route, user, body }, res)
  }

function notAllowed(routes: readonly Route[]): RequestHandler {
  const methods = routes.map(({ method }) => method.toUpperCase())
  const allow = methods.includes('GET') ? ['HEAD', ...methods] : methods
  return (req) => {
    throw new Refusal(405, `${req.method} is not for this`, {
      code: 'method-not-allowed',
      headers: { allow: allow.join(', ') },
    })
  }
}
