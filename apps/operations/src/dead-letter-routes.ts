import { deadLettersQuery, redriveBody } from '@shop/kit/api-dead-letters.ts'
import { notFound, parse } from '@shop/kit/problem.ts'
import type { Express, Request } from 'express'
import { z } from 'zod'
import { list } from './dead-letter-store.ts'
import { toSummary } from './dead-letter-view.ts'
import { discard } from './discard.ts'
import { redrive } from './redrive.ts'
import type { OperationsService } from './service.ts'
import { showDeadLetter } from './show-dead-letter.ts'

/** The desk: administrators look at dead letters, redrive and discard them. */
export function deadLetterRoutes(app: Express, service: OperationsService, redriven: () => void) {
  const { auth, db } = service

  app.get('/admin/dead-letters', async (req, res) => {
    await auth.administrator(req)
    const query = parse(deadLettersQuery, req.query)
    const { rows, total } = await list(db, query)
    const { pageIndex, pageSize } = query
    res.json({ items: rows.map(toSummary), total, pageIndex, pageSize })
  })
  app.get('/admin/dead-letters/:id', async (req, res) => {
    const admin = await auth.administrator(req)
    res.json(await showDeadLetter(service, admin, idOf(req)))
  })
  app.post('/admin/dead-letters/:id/redrive', async (req, res) => {
    const admin = await auth.administrator(req)
    const body = parse(redriveBody, req.body ?? {})
    const row = await redrive(service, admin, idOf(req), body)
    redriven()
    res.status(202).json(toSummary(row))
  })
  app.post('/admin/dead-letters/:id/discard', async (req, res) => {
    const admin = await auth.administrator(req)
    await discard(service, admin, idOf(req))
    res.status(204).end()
  })
}

function idOf(req: Request): string {
  const id = z.uuid().safeParse(req.params['id'])
  if (id.success) return id.data
  throw notFound('The dead letter')
}
