import { adminOrderSummary, adminOrdersQuery, page } from '@shop/kit/api.ts'
import {
  deadLetter,
  deadLettersQuery,
  deadLetterWhole,
  redriveBody,
} from '@shop/kit/api-dead-letters.ts'
import { flow, health, stuckList, taskRuns, timeline } from '@shop/kit/api-operations.ts'
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
    answer: { status: 200, says: 'All that is known, by time', schema: timeline },
  },
  {
    method: 'get',
    path: '/admin/flow',
    app: 'operations',
    who: 'administrator',
    summary: 'How events flow between the services',
    notes:
      'Of each topic of the contracts: what was published, handled and waits, at whom; and what of the services, their components and subscriptions is not as it should be. The backlog of a consumer is what was published for it and neither handled nor a dead letter.',
    answer: { status: 200, says: 'The flow', schema: flow },
  },
  {
    method: 'get',
    path: '/admin/health',
    app: 'operations',
    who: 'administrator',
    summary: 'Whether each app can be reached and is ready',
    answer: { status: 200, says: 'All apps', schema: health },
  },
  {
    method: 'get',
    path: '/admin/tasks',
    app: 'operations',
    who: 'administrator',
    summary: 'Runs of the background tasks',
    answer: { status: 200, says: 'The runs, the latest first', schema: taskRuns },
  },
  {
    method: 'get',
    path: '/admin/stuck',
    app: 'operations',
    who: 'administrator',
    summary: 'What has asked in vain and needs a person',
    answer: { status: 200, says: 'Orders, reservations, payments and so on', schema: stuckList },
  },
  {
    method: 'get',
    path: '/admin/dead-letters',
    app: 'operations',
    who: 'administrator',
    summary: 'Events that a service could not handle',
    query: deadLettersQuery,
    queryExample: '?status=open&consumer=catalog',
    answer: {
      status: 200,
      says: 'One page of dead letters, the latest first',
      schema: page(deadLetter),
    },
  },
  {
    method: 'get',
    path: '/admin/dead-letters/{id}',
    app: 'operations',
    who: 'administrator',
    summary: 'A dead letter with its message and all that was done to it',
    answer: { status: 200, says: 'The dead letter', schema: deadLetterWhole },
  },
  {
    method: 'post',
    path: '/admin/dead-letters/{id}/redrive',
    app: 'operations',
    who: 'administrator',
    summary: 'Deliver a dead letter again',
    notes:
      'The event goes back to its topic under its own id: whoever has handled it does nothing. With `data` its payload is replaced, and must fit the contract of its type.',
    body: { schema: redriveBody, example: {}, optional: true },
    answer: { status: 202, says: 'It is on its way', schema: deadLetter },
    refusals: {
      409: 'It has no way back: no CloudEvent, an unknown topic or type, on its way already, or no longer kept',
    },
  },
  {
    method: 'post',
    path: '/admin/dead-letters/{id}/discard',
    app: 'operations',
    who: 'administrator',
    summary: 'Close a dead letter whose effect is not wanted',
    answer: { status: 204, says: 'It is closed' },
    refusals: { 409: 'It has been redriven' },
  },
]
