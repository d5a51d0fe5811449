import {
  cancelOrderBody,
  draftOrder,
  order,
  orderStatusEvent,
  orderSummary,
  page,
  pageQuery,
  shipOrderBody,
} from '@shop/kit/api.ts'
import { z } from 'zod'
import type { Route } from '../route.ts'

export const orders: readonly Route[] = [
  {
    method: 'get',
    path: '/orders',
    app: 'ordering',
    who: 'shopper',
    summary: 'One’s own orders, newest first',
    query: pageQuery,
    answer: { status: 200, says: 'One page of orders', schema: page(orderSummary) },
  },
  {
    method: 'get',
    path: '/orders/draft',
    app: 'basket',
    who: 'shopper',
    by: 'draft',
    summary: 'What a checkout would order now',
    answer: { status: 200, says: 'The draft', schema: draftOrder },
  },
  {
    method: 'get',
    path: '/orders/events',
    app: 'notifications',
    who: 'shopper',
    by: 'events',
    summary: 'News of one’s own orders, as they happen',
    notes:
      'Server-sent events named `order-status`, whose data is the shape below. With ' +
      '`Last-Event-ID` nothing is missed. A comment every 15 seconds keeps the connection open.',
    query: z.strictObject({
      lastEventId: z.string().optional().describe('For clients that can’t send the header'),
    }),
    answer: {
      status: 200,
      says: 'The stream',
      types: ['text/event-stream'],
      schema: orderStatusEvent,
    },
  },
  {
    method: 'get',
    path: '/orders/{id}',
    app: 'ordering',
    who: 'shopper',
    by: 'order',
    summary: 'One order and its history',
    notes: 'One’s own; an administrator sees all.',
    answer: { status: 200, says: 'The order', schema: order },
  },
  {
    method: 'post',
    path: '/orders/{id}/cancel',
    app: 'ordering',
    who: 'shopper',
    by: 'cancel',
    summary: 'Cancel an order',
    notes: 'Before it is paid; by its buyer or an administrator.',
    requestId: 'optional',
    body: { schema: cancelOrderBody, example: { reason: 'Ordered twice' }, optional: true },
    answer: { status: 200, says: 'The order, cancelled', schema: order },
    refusals: {
      422: 'This `x-request-id` was used for something else',
      409: 'It can’t be cancelled any more; or, with code `order-not-started`, not yet',
    },
  },
  {
    method: 'post',
    path: '/orders/{id}/ship',
    app: 'ordering',
    who: 'administrator',
    summary: 'Ship a paid order',
    requestId: 'optional',
    body: { schema: shipOrderBody, example: {}, optional: true },
    answer: { status: 200, says: 'The order, shipped', schema: order },
    refusals: {
      409: 'It is not paid',
      422: 'This `x-request-id` was used for something else',
    },
  },
]
