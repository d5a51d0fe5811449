import { createApp } from '@shop/kit/http.ts'
import { keepFor } from '@shop/kit/keep.ts'
import { notFound } from '@shop/kit/problem.ts'
import { subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { z } from 'zod'
import { askReasons } from './ask-reasons.ts'
import { deadLetterRoutes } from './dead-letter-routes.ts'
import { forget } from './forget.ts'
import { hearDeadLetters } from './hear-dead-letters.ts'
import { publishRedrives } from './publish-redrives.ts'
import { readFlow } from './read-flow.ts'
import { readHealth } from './read-health.ts'
import { readStuck } from './read-stuck.ts'
import { readTasks } from './read-tasks.ts'
import { readTimeline } from './read-timeline.ts'
import type { OperationsService } from './service.ts'
import type { Tables } from './tables.ts'

export function createOperations(service: OperationsService): Express {
  const { auth } = service
  const reasons = service.every('reasons', 2_000, () => askReasons(service))
  const redrives = service.every('redrives', 1_000, () => publishRedrives(service))
  service.every('forget', 3_600_000, () => forget(service))

  return createApp(service, (app) => {
    deadLetterRoutes(app, service, redrives.wake)
    shopRoutes(app, service)
    app.get('/admin/orders/:id/timeline', async (req, res) => {
      const admin = await auth.administrator(req)
      const orderId = z.uuid().safeParse(req.params.id)
      if (!orderId.success) throw notFound('The order')
      res.json(await readTimeline(service, admin, orderId.data))
    })

    hearDeadLetters(app, service, reasons.wake)
    // It hears no event of the contracts; an event that goes astray here is never acknowledged.
    subscribe<Tables>(app, service, [])
  })
}

/** What the whole shop tells of itself; one answer is kept for all who ask at a time. */
function shopRoutes(app: Express, service: OperationsService) {
  const { auth, config, now } = service
  const show = (path: string, read: () => Promise<object>) => {
    const kept = keepFor(config.ANSWERS_KEPT, now, read)
    app.get(path, async (req, res) => {
      await auth.administrator(req)
      res.json(await kept())
    })
  }
  show('/admin/flow', () => readFlow(service))
  show('/admin/tasks', () => readTasks(service))
  show('/admin/health', () => readHealth(service))
  show('/admin/stuck', () => readStuck(service))
}
