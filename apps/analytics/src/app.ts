import {
  analyticsQuery,
  buyersQuery,
  incomeQuery,
  salesQuery,
  soldProductsQuery,
} from '@shop/kit/api.ts'
import { createApp } from '@shop/kit/http.ts'
import { parse } from '@shop/kit/problem.ts'
import { subscribe } from '@shop/kit/subscriptions.ts'
import type { Express } from 'express'
import { handlers } from './hear.ts'
import { listBuyers } from './models/buyers.ts'
import { incomeBy } from './models/income.ts'
import { listProducts } from './models/products.ts'
import { toRange } from './models/range.ts'
import { salesBy } from './models/sales.ts'
import { summarize } from './models/summary.ts'
import { createTopFive } from './models/top-five.ts'
import type { AnalyticsService } from './service.ts'
import { openStream } from './streams/open-stream.ts'
import { createStreams } from './streams/streams.ts'
import type { Tables } from './tables.ts'
import { startWorkers } from './workers.ts'

export function createAnalytics(service: AnalyticsService): Express {
  const { auth, config, db, now } = service
  const currency = config.SHOP_CURRENCY
  const streams = createStreams()
  const topFive = createTopFive(service)
  const onTaken = startWorkers(service, streams)

  return createApp(service, (app) => {
    app.get('/analytics/top-five', async (req, res) => {
      await auth.user(req)
      res.json({ items: await topFive() })
    })
    app.use('/analytics', async (req, _res, next) => {
      await auth.administrator(req)
      next()
    })
    app.get('/analytics/summary', async (req, res) => {
      res.json(await summarize(db, toRange(parse(analyticsQuery, req.query)), currency))
    })
    app.get('/analytics/sales', async (req, res) => {
      const { window, ...range } = parse(salesQuery, req.query)
      res.json(await salesBy(db, window, toRange(range), currency))
    })
    app.get('/analytics/income', async (req, res) => {
      const { by, ...range } = parse(incomeQuery, req.query)
      res.json(await incomeBy(db, by, toRange(range), currency))
    })
    app.get('/analytics/products', async (req, res) => {
      const query = parse(soldProductsQuery, req.query)
      res.json(await listProducts(db, toRange(query), query, currency))
    })
    app.get('/analytics/buyers', async (req, res) => {
      const query = parse(buyersQuery, req.query)
      res.json(await listBuyers(db, toRange(query), query, currency))
    })
    app.get('/analytics/events', async (req, res) => {
      openStream(streams, await auth.user(req), now(), req, res)
    })
    subscribe<Tables>(app, service, handlers(service, onTaken))
  })
}
