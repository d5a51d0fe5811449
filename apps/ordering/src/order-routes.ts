import {
  adminOrdersQuery,
  cancelOrderBody,
  type OrderSummary,
  type Page,
  pageQuery,
  shipOrderBody,
} from '@shop/kit/api.ts'
import { notFound, parse } from '@shop/kit/problem.ts'
import type { Express } from 'express'
import { cancelOrder, shipOrder } from './command-order.ts'
import { listOrders } from './list-orders.ts'
import { maySee } from './may-see.ts'
import { findOrder } from './order-store.ts'
import { toAdminSummary, toSummary, toView } from './order-view.ts'
import { momentOf, orderIdOf, requestIdOf } from './request.ts'
import type { OrderingService } from './service.ts'

/** For shoppers, about their own orders. */
export function shopperRoutes(app: Express, service: OrderingService) {
  const { auth, db } = service

  app.get('/orders', async (req, res) => {
    const user = await auth.user(req)
    const page = parse(pageQuery, req.query)
    const { orders, total } = await listOrders(db, { ...page, buyer: user.id, sort: 'newest' })
    res.json({ items: orders.map(toSummary), total, ...page } satisfies Page<OrderSummary>)
  })

  app.get('/orders/:orderId', async (req, res) => {
    const user = await auth.user(req)
    const order = await findOrder(db, orderIdOf(req))
    if (!order || !maySee(service, user, order)) throw notFound('The order')
    res.json(toView(order))
  })

  app.post('/orders/:orderId/cancel', async (req, res) => {
    const user = await auth.user(req)
    const { reason = '' } = parse(cancelOrderBody, req.body ?? {})
    const given = { user, orderId: orderIdOf(req), requestId: requestIdOf(req) }
    res.json(await cancelOrder(service, given, reason))
  })
}

/** For administrators, about everybody's. */
export function administratorRoutes(app: Express, service: OrderingService) {
  const { auth, db } = service

  app.post('/orders/:orderId/ship', async (req, res) => {
    const user = await auth.administrator(req)
    parse(shipOrderBody, req.body ?? {})
    const given = { user, orderId: orderIdOf(req), requestId: requestIdOf(req) }
    res.json(await shipOrder(service, given))
  })

  app.get('/admin/orders', async (req, res) => {
    await auth.administrator(req)
    const { from, to, ...query } = parse(adminOrdersQuery, req.query)
    const { orders, total } = await listOrders(db, {
      ...query,
      from: momentOf(from, 'first'),
      to: momentOf(to, 'last'),
    })
    const { pageIndex, pageSize } = query
    res.json({ items: orders.map(toAdminSummary), total, pageIndex, pageSize })
  })
}
