import { inTransaction } from '@shop/kit/db.ts'
import { deadLetterPath } from '@shop/kit/routes.ts'
import express, { type Express, type Request, type RequestHandler } from 'express'
import type { Arrival } from './arrival.ts'
import { readDelivery } from './message.ts'
import type { OperationsService } from './service.ts'
import { takeDeadLetter } from './take-dead-letter.ts'

/** An event is 4 MiB at most, and a third longer in base64. */
const text = express.text({ type: () => true, limit: '8mb' })

/**
 * Takes what the sidecar brings from each app's dead letters. Only what is stored is acknowledged:
 * there is nowhere further for it to go.
 */
export function hearDeadLetters(app: Express, service: OperationsService, stored: () => void) {
  const { auth, db, log, now } = service
  const guard: RequestHandler = (req, _res, next) => {
    auth.fromSidecar(req)
    next()
  }
  app.post(deadLetterPath(':app'), guard, text, async (req, res) => {
    const arrival = readArrival(String(req.params['app']), req)
    const { consumer, message } = arrival
    const { eventId, topic, type, subject } = message
    try {
      await inTransaction(db, (tx) => takeDeadLetter(tx, arrival, now()))
      log.warn({ consumer, eventId, topic, type, subject }, 'a dead letter has arrived')
      stored()
      res.json({ status: 'SUCCESS' })
    } catch (error) {
      log.error({ consumer, eventId, err: error }, 'a dead letter could not be stored')
      res.json({ status: 'RETRY' })
    }
  })
}

const readArrival = (consumer: string, req: Request): Arrival => ({
  consumer,
  message: readDelivery(typeof req.body === 'string' ? req.body : JSON.stringify(req.body ?? {})),
  headers: headersOf(req),
})

/** Not what concerns this one delivery, and nothing that proves anybody. */
const leftOut = new Set([
  'host',
  'connection',
  'user-agent',
  'accept-encoding',
  'content-length',
  'transfer-encoding',
  'dapr-api-token',
  'authorization',
  'cookie',
])

const headersOf = ({ headers }: Request): Arrival['headers'] =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || leftOut.has(name) ? [] : [[name, String(value)]],
    ),
  )
