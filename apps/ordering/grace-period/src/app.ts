import { createApp } from '@shop/kit/http.ts'
import type { Express } from 'express'
import { runTask } from './run-task.ts'
import type { GracePeriodService } from './service.ts'

export function createGracePeriod(service: GracePeriodService): Express {
  const { auth, log } = service

  // Always 200: the clock strikes again in a second, so a tick is never worth a retry, and to the
  // sidecar anything else is an error (DAPR.md §3).
  const answer = async () => {
    try {
      const counts = await runTask(service)
      return counts ? { outcome: 'done', ...counts } : { outcome: 'left to another' }
    } catch (error) {
      log.error({ err: error }, 'the task failed; the next tick tries again')
      return { outcome: 'failed' }
    }
  }

  return createApp(service, (app) => {
    app.post('/ticks/grace-period', async (req, res) => {
      auth.fromSidecar(req)
      res.json(await answer())
    })
  })
}
