import {
  analyticsChanged,
  analyticsQuery,
  analyticsSummary,
  buyerSales,
  buyersQuery,
  incomeByGroup,
  incomeQuery,
  page,
  salesByWindow,
  salesQuery,
  soldProduct,
  soldProductsQuery,
  topFiveSold,
} from '@shop/kit/api.ts'
import type { Route } from '../route.ts'

const app = 'analytics'
const who = 'administrator'
const range =
  '`from` and `to` are moments, or days in UTC; `to` counts whole. Without them it is all that is known.'

export const analytics: readonly Route[] = [
  {
    method: 'get',
    path: '/analytics/summary',
    ...{ app, who },
    summary: 'How the shop does',
    notes:
      `Times in a status are milliseconds. ${range} Each number counts by its own event’s time: ` +
      'orders and conversion when they were placed, income and products when they were paid, ' +
      'times when the status was left.',
    query: analyticsQuery,
    queryExample: '?from=2026-01-01&to=2026-01-31',
    answer: { status: 200, says: 'The summary', schema: analyticsSummary },
  },
  {
    method: 'get',
    path: '/analytics/sales',
    ...{ app, who },
    summary: 'Sales by minute, hour or day',
    notes:
      `Windows are of UTC, and of the time of payment; one without sales is left out. ${range} ` +
      'Of more than 10,080 windows (a week of minutes) it is the latest.',
    query: salesQuery,
    queryExample: '?window=hour&from=2026-01-31',
    answer: { status: 200, says: 'The windows, oldest first', schema: salesByWindow },
  },
  {
    method: 'get',
    path: '/analytics/income',
    ...{ app, who },
    summary: 'Income by category or brand',
    notes: range,
    query: incomeQuery,
    queryExample: '?by=category',
    answer: {
      status: 200,
      says: 'All of them that were sold, highest first',
      schema: incomeByGroup,
    },
  },
  {
    method: 'get',
    path: '/analytics/products',
    ...{ app, who },
    summary: 'What is sold, the most first',
    notes: range,
    query: soldProductsQuery,
    queryExample: '?sort=orders&pageSize=20',
    answer: { status: 200, says: 'One page of products', schema: page(soldProduct) },
  },
  {
    method: 'get',
    path: '/analytics/buyers',
    ...{ app, who },
    summary: 'Who buys, the busiest first',
    notes: `Orders placed in the range, and what has become of them by now. ${range}`,
    query: buyersQuery,
    queryExample: '?sort=income',
    answer: { status: 200, says: 'One page of buyers', schema: page(buyerSales) },
  },
  {
    method: 'get',
    path: '/analytics/top-five',
    ...{ app, who },
    summary: 'What was sold most of late',
    answer: { status: 200, says: 'Five products at most, most sold first', schema: topFiveSold },
  },
  {
    method: 'get',
    path: '/analytics/events',
    ...{ app, who },
    by: 'events',
    summary: 'When any of this changes, as it happens',
    notes:
      'Server-sent events named `changed`, at most one a second: ask again then. With ' +
      '`Last-Event-ID` one comes at once, for what may have been missed.',
    answer: {
      status: 200,
      says: 'The stream',
      types: ['text/event-stream'],
      schema: analyticsChanged,
    },
  },
]
