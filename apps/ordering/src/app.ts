import { createApp } from '@shop/kit/http.ts'
import { orderStatusesBody } from '@shop/kit/order-statuses.ts'
import { parse } from '@shop/kit/problem.ts'
import { subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { forgetCommands } from './answer-once.ts'
import { askAgain } from './ask-again.ts'
import { countCheckouts } from './checkout-listeners.ts'
import { answerHandlers, checkoutHandlers } from './event-handlers.ts'
import { administratorRoutes, shopperRoutes } from './order-routes.ts'
import { orderStatuses } from './order-statuses.ts'
import type { OrderingService } from './service.ts'
import type { Tables } from './tables.ts'

export function createOrdering(service: OrderingService): Express {
  const { auth, config, db, log } = service
  const { counted, taken } = countCheckouts(log)
  const checkouts = checkoutHandlers(service)

  service.every('ask-again', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () => askAgain(service))
  service.every('forget-commands', 3_600_000, () => forgetCommands(service))

  return createApp(service, (app) => {
    shopperRoutes(app, service)
    administratorRoutes(app, service)

    app.post('/internal/order-statuses', async (req, res) => {
      await auth.fromService(req)
      const { orderIds } = parse(orderStatusesBody, req.body)
      res.json({ orders: await orderStatuses(db, orderIds) })
    })
    app.get('/internal/checkout-listeners', async (req, res) => {
      await auth.fromService(req)
      res.json(taken())
    })

    subscribe<Tables>(app, service, [
      counted('normal', checkouts.normal),
      counted('express', checkouts.express),
      ...answerHandlers(service),
    ])
  })
}
