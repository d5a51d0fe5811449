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
import { type Place, readAfter } from './update-store.ts'
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
  const { onTaken } = startWorkers(service, streams)

  return createApp(service, (app) => {
    app.get('/orders/events', async (req, res) => {
      await openStream(service, streams, await auth.user(req), req, res)
    })
    subscribe<Tables>(
      app,
      service,
      heard.map((contract) => hear(service, contract, onTaken)),
    )
  })
}

/** Keeps the update that an event brings; streams and mail are not to look before the commit. */
const hear = (
  service: NotificationsService,
  contract: (typeof heard)[number],
  onTaken: (place: Place) => void,
): Handler<Tables> => ({
  contract,
  lane: undefined,
  async handle(...given) {
    let place: Place | undefined
    const handler = on<typeof contract, Tables>(contract, async ({ data }, tx) => {
      place = await takeUpdate(tx, service, updateFromEvent(data))
    })
    const first = await handler.handle(...given)
    if (place) onTaken(place)
    return first
  },
})
