import {
  orderAwaitingValidation,
  orderCancelled,
  orderPaid,
  orderShipped,
  orderSubmitted,
  stockConfirmed,
} from '@shop/kit/events.ts'
import { createApp } from '@shop/kit/http.ts'
import { type Handler, on, subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { openStream } from './open-stream.ts'
import { updateFromEvent } from './order-update.ts'
import type { NotificationsService } from './service.ts'
import { createStreams } from './streams.ts'
import type { Tables } from './tables.ts'
import { takeUpdate } from './take-update.ts'
import type { ReadAfter } from './update-pages.ts'
import { readAfter } from './update-store.ts'
import { startWorkers } from './workers.ts'

const heard = [
  orderSubmitted,
  orderAwaitingValidation,
  stockConfirmed,
  orderPaid,
  orderShipped,
  orderCancelled,
]

export function createNotifications(service: NotificationsService): Express {
  const { auth, config, db, log } = service
  const read: ReadAfter = (cursors, limit) => readAfter(db, cursors, limit)
  const streams = createStreams(read, config.STREAMS_PER_USER, log)
  const wakeMail = startWorkers(service, streams)

  return createApp(service, (app) => {
    app.get('/orders/events', async (req, res) => {
      await openStream(service, streams, await auth.user(req), req, res)
    })

    subscribe<Tables>(
      app,
      service,
      heard.map((contract) =>
        thenWake(
          wakeMail,
          on(contract, ({ data }, tx) => takeUpdate(tx, service, updateFromEvent(data))),
        ),
      ),
    )
  })
}

/** A worker must not look before what it looks for has been committed. */
const thenWake = (wake: () => void, handler: Handler<Tables>): Handler<Tables> => ({
  ...handler,
  handle: async (...given) => {
    const first = await handler.handle(...given)
    wake()
    return first
  },
})
