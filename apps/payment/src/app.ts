import { card } from '@shop/kit/api.ts'
import { orderCancelled, stockConfirmed } from '@shop/kit/events.ts'
import { createApp } from '@shop/kit/http.ts'
import { parse } from '@shop/kit/problem.ts'
import { type Handler, on, subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { createDemoProvider } from './demo-provider.ts'
import { createPaymentMethod } from './payment-methods.ts'
import type { Provider } from './provider.ts'
import type { PaymentService } from './service.ts'
import type { Tables } from './tables.ts'
import { takeCancellation } from './take-cancellation.ts'
import { takeRequest } from './take-request.ts'
import { startWorkers } from './workers.ts'

export function createPayment(service: PaymentService): Express {
  const provider = demoProvider(service)
  const { charge, refund } = startWorkers(service, provider)
  const { auth, now } = service

  return createApp(service, (app) => {
    app.post('/payment-methods', async (req, res) => {
      await auth.fromService(req)
      const owner = await auth.user(req)
      res
        .status(201)
        .json(await createPaymentMethod(service, provider, owner, parse(card, req.body)))
    })

    subscribe<Tables>(app, service, [
      thenWake(
        charge,
        on(stockConfirmed, ({ data }, tx) => takeRequest(tx, data, now())),
      ),
      thenWake(
        refund,
        on(orderCancelled, ({ data }, tx) => takeCancellation(tx, data, now())),
      ),
    ])
  })
}

const demoProvider = ({ db, config }: PaymentService): Provider =>
  createDemoProvider(db.withTables(), {
    slowMs: config.SLOW_CARD_TAKES,
    successRate: config.PAYMENT_SUCCESS_RATE,
  })

/** A worker must not look before what it looks for has been committed. */
const thenWake = (wake: () => void, handler: Handler<Tables>): Handler<Tables> => ({
  ...handler,
  handle: async (...given) => {
    const first = await handler.handle(...given)
    wake()
    return first
  },
})
