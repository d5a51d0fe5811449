import { createApp } from '@shop/kit/http.ts'
import type { Express } from 'express'
import { createApi } from './api.ts'
import { createCallers } from './caller.ts'
import { cancelOrder } from './composed/cancel-order.ts'
import { draftOrder } from './composed/draft-order.ts'
import { type OpenSidecar, orderEvents, ownConnection } from './composed/order-events.ts'
import { readOrder } from './composed/read-order.ts'
import { topFive } from './composed/top-five.ts'
import { showDocument, showPage } from './docs/show.ts'
import { forward } from './forward.ts'
import { limitRate } from './rate-limit.ts'
import { routes, sections } from './routes.ts'
import type { GatewayService } from './service.ts'

export function createGateway(
  service: GatewayService,
  open: OpenSidecar = ownConnection(service),
): Express {
  const callerOf = createCallers(service.auth)
  const api = createApi(service.auth, callerOf, routes, {
    forward: forward(service),
    'top-five': topFive(service),
    order: readOrder(service),
    cancel: cancelOrder(service),
    draft: draftOrder(service),
    events: orderEvents(service, open),
    document: showDocument(sections),
    page: showPage(sections),
  })
  return createApp(
    service,
    (app) => {
      app.set('trust proxy', service.config.TRUST_PROXY)
      app.use(limitRate(service, callerOf))
      app.use('/api/v1', api)
    },
    { body: 'stream' },
  )
}
