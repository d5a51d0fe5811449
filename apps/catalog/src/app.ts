import { orderAwaitingValidation, orderCancelled, orderPaid } from '@shop/kit/events.ts'
import { createApp } from '@shop/kit/http.ts'
import { notFound } from '@shop/kit/problem.ts'
import { on, subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { administratorRoutes } from './administrator-routes.ts'
import { askOrdering } from './ask-ordering.ts'
import { forgetCommands } from './command-once.ts'
import { publicRoutes } from './public-routes.ts'
import { releaseStock } from './release-stock.ts'
import { reserveStock } from './reserve-stock.ts'
import { sellStock } from './sell-stock.ts'
import type { CatalogService } from './service.ts'
import { isId } from './shapes.ts'
import { shopperRoutes } from './shopper-routes.ts'
import type { Tables } from './tables.ts'

export function createCatalog(service: CatalogService): Express {
  const { config, now } = service

  service.every('ask-ordering', Math.min(config.ASK_AGAIN_AFTER / 4, 5_000), () =>
    askOrdering(service),
  )
  service.every('forget-commands', 3_600_000, () => forgetCommands(service))

  return createApp(service, (app) => {
    app.param('id', (_req, _res, next, id) => {
      if (!isId(id)) throw notFound('The product')
      next()
    })
    publicRoutes(app, service)
    shopperRoutes(app, service)
    administratorRoutes(app, service)

    subscribe<Tables>(app, service, [
      on(orderAwaitingValidation, ({ data }, tx) => reserveStock(service, tx, data)),
      on(orderPaid, ({ data }, tx) => sellStock(service, tx, data)),
      on(orderCancelled, ({ data }, tx) => releaseStock(tx, data, now())),
    ])
  })
}
