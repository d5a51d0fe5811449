import type { AnalyticsSummary, Order } from '@shop/kit/api.ts'
import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { Flow, Health, StuckList, TaskRuns, Timeline } from '@shop/kit/api-operations.ts'
import { newId } from '@shop/kit/ids.ts'

// What administrators are told of a shop in memory: figures that a test can foresee.

const at = () => new Date().toISOString()
const euros = (amount: number) => ({ amount, currency: 'EUR' })

export const summary = (): AnalyticsSummary => ({
  orders: {
    Submitted: 1,
    AwaitingValidation: 0,
    StockConfirmed: 2,
    Paid: 11,
    Shipped: 4,
    Cancelled: 3,
  },
  income: euros(123_450),
  estimated: { orders: 0, income: euros(0) },
  payments: { succeeded: 15, failed: 2, refunded: 1 },
  conversion: { checkouts: 21, paid: 15, rate: 15 / 21 },
  topProducts: [],
  timeInStatus: { Submitted: { p50: 3_100, p99: 4_500, orders: 20 } },
})

/** What a GET below /analytics answers. */
export function analyticsAnswer(path: string): unknown {
  if (path === '/analytics/summary') return summary()
  if (path === '/analytics/sales') {
    const hours = [5, 3, 2, 1, 0].map((ago) => Math.floor(Date.now() / 3_600_000 - ago) * 3_600_000)
    const items = hours.map((start, n) => ({
      start: new Date(start).toISOString(),
      orders: n + 1,
      income: euros((n + 1) * 8_230),
    }))
    return { items }
  }
  if (path === '/analytics/income') {
    return { items: [{ id: 'tents', name: 'Tents', income: euros(98_000), units: 9 }] }
  }
  const sold = {
    productId: 'p1',
    name: 'Trail Pack',
    units: 7,
    orders: 6,
    income: euros(23_135),
  }
  return path === '/analytics/products'
    ? { items: [sold], total: 1, pageIndex: 0, pageSize: 10 }
    : undefined
}

export const flow = (): Flow => ({
  at: at(),
  topics: [
    {
      topic: 'paid-orders',
      types: ['OrderStatusChangedToPaidIntegrationEvent'],
      publishers: [
        {
          app: 'ordering',
          answers: true,
          published: 15,
          lastMinute: 2,
          lastAt: at(),
          waiting: 1,
          oldestWaiting: at(),
        },
      ],
      consumers: [consumer('catalog', 14, true), consumer('notifications', 15, false)],
    },
    { topic: 'sales-summaries', types: ['SalesSummarized'], publishers: [], consumers: [] },
  ],
  deadLetters: [
    { consumer: 'catalog', open: 1, redriven: 0, discarded: 0 },
    { consumer: 'notifications', open: 0, redriven: 0, discarded: 0 },
  ],
  services: [],
  problems: [
    {
      app: 'notifications',
      code: 'missing-subscription',
      topic: 'paid-orders',
      detail: 'does not hear it',
    },
  ],
})

const consumer = (app: string, handled: number, subscribed: boolean) => ({
  app,
  answers: true,
  subscribed,
  handled,
  lastMinute: 1,
  lastAt: at(),
  failing: 0,
  deadLetters: 15 - handled,
  backlog: 0,
})

export const letterOf = (consumer: string, reason: string): DeadLetterWhole => ({
  id: newId(),
  status: 'open',
  consumer,
  deadLetterTopic: `${consumer}.dead-letters`,
  topic: 'paid-orders',
  eventId: newId(),
  type: 'OrderStatusChangedToPaidIntegrationEvent',
  source: 'ordering',
  subject: newId(),
  reason,
  attempts: 4,
  failedAt: at(),
  arrivals: 1,
  firstArrivedAt: at(),
  arrivedAt: at(),
  closedAt: null,
  message: { specversion: '1.0', id: newId(), data: { orderId: newId(), units: -1 } },
  headers: {},
  handled: [],
  redrives: [],
  history: [],
})

export const tasks = (): TaskRuns => ({
  items: [
    {
      app: 'grace-period',
      id: newId(),
      name: 'grace-period',
      scheduledAt: at(),
      startedAt: at(),
      endedAt: at(),
      outcome: 'done',
      error: null,
      counts: { confirmed: 3, skipped: 0 },
      replica: 'a1',
    },
  ],
  missing: ['payment'],
})

export const health = (): Health => ({
  at: at(),
  ready: false,
  apps: [
    { app: 'ordering', status: 'ready', ms: 4 },
    { app: 'payment', status: 'unreachable', ms: 2_000 },
  ],
})

export const stuck = (): StuckList => ({
  items: [
    {
      app: 'catalog',
      kind: 'reservations',
      orderId: newId(),
      status: 'held',
      asked: 8,
      since: at(),
    },
  ],
  missing: [],
})

export const timelineOf = ({ orderId, date }: Order): Timeline => ({
  orderId,
  entries: [
    {
      at: date,
      app: 'ordering',
      what: 'said',
      type: 'OrderStatusChangedToSubmittedIntegrationEvent',
      topic: 'submitted-orders',
      eventId: newId(),
      detail: 'published after 12 ms',
    },
  ],
  missing: [],
})
