import { adminOrderSummary, adminOrdersQuery, page, pageQuery } from '@shop/kit/api.ts'
import type { Route } from '../route.ts'

export const administration: readonly Route[] = [
  {
    method: 'get',
    path: '/admin/orders',
    app: 'ordering',
    who: 'administrator',
    summary: 'Everybody’s orders',
    query: adminOrdersQuery,
    queryExample: '?status=Paid&sort=oldest',
    answer: { status: 200, says: 'One page of orders', schema: page(adminOrderSummary) },
  },
  {
    method: 'get',
    path: '/admin/orders/{id}/timeline',
    app: 'operations',
    who: 'administrator',
    summary: 'What happened to an order, in all services',
    answer: { status: 200, says: 'The timeline' },
  },
  {
    method: 'get',
    path: '/admin/flow',
    app: 'operations',
    who: 'administrator',
    summary: 'How events flow between the services',
    answer: { status: 200, says: 'The flow' },
  },
  {
    method: 'get',
    path: '/admin/tasks',
    app: 'operations',
    who: 'administrator',
    summary: 'Runs of the background tasks',
    answer: { status: 200, says: 'The runs' },
  },
  {
    method: 'get',
    path: '/admin/dead-letters',
    app: 'operations',
    who: 'administrator',
    summary: 'Events that a service could not handle',
    query: pageQuery,
    answer: { status: 200, says: 'One page of dead letters' },
  },
  {
    method: 'post',
    path: '/admin/dead-letters/{id}/redrive',
    app: 'operations',
    who: 'administrator',
    summary: 'Deliver a dead letter again',
    answer: { status: 202, says: 'It is on its way' },
  },
  {
    method: 'post',
    path: '/admin/dead-letters/{id}/discard',
    app: 'operations',
    who: 'administrator',
    summary: 'Throw a dead letter away',
    answer: { status: 204, says: 'It is gone' },
  },
]
