import type { DeadLetter, DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import type { Flow } from '@shop/kit/api-operations.ts'
import { describeLetter, describeLetters } from '../src/ops/describe-letters.ts'
import { describeFlow, describeTimeline } from '../src/ops/describe-shop.ts'
import { brief, fields, table } from '../src/ops/table.ts'

const at = '2030-01-01T12:00:00.000Z'
const letter: DeadLetter = {
  id: 'a1',
  status: 'open',
  consumer: 'catalog',
  deadLetterTopic: 'catalog.dead-letters',
  topic: 'paid-orders',
  eventId: 'e1',
  type: 'OrderStatusChangedToPaidIntegrationEvent',
  source: 'ordering',
  subject: 'o1',
  reason: null,
  attempts: null,
  failedAt: null,
  arrivals: 2,
  firstArrivedAt: at,
  arrivedAt: at,
  closedAt: null,
}

test('a table’s columns are as wide as they need to be, numbers stand to the right', () => {
  expect(
    table(
      ['APP', 'COUNT'],
      [
        ['basket', 7],
        ['ordering', null],
        ['', 1_234],
      ],
    ),
  ).toBe(['APP       COUNT', 'basket        7', 'ordering      –', '           1234'].join('\n'))
})

test('a field of several lines keeps its place', () => {
  expect(fields({ id: 1, reason: 'one\ntwo' })).toBe('id      1\nreason  one\n        two')
  expect(brief('a long line\nand more', 6)).toBe('a lon…')
})

test('a list says that a reason is not known yet, and that there are more pages', () => {
  const text = describeLetters({ items: [letter], total: 3, pageIndex: 0, pageSize: 1 })
  expect(text).toMatch(
    /a1 +open +2030-01-01 12:00:00 +catalog +OrderStatusChangedToPaid +– +not told/,
  )
  expect(text).toContain('Page 1 of 3; 3 in all.')
  const none = { items: [], total: 0, pageIndex: 0, pageSize: 50 }
  expect(describeLetters(none)).toBe('There are no such dead letters.')
})

test('one whole shows its message, who did what, and whether it was handled', () => {
  const whole: DeadLetterWhole = {
    ...letter,
    message: { id: 'e1' },
    headers: {},
    handled: null,
    redrives: [],
    history: [{ at, by: 'admin', byName: 'Ada', action: 'redrive', before: null, after: null }],
  }
  const text = describeLetter(whole)
  expect(text).toContain('catalog does not answer')
  expect(text).toMatch(/12:00:00.000 +redrive +by Ada/)
  expect(text).toContain('"id": "e1"')
  expect(describeLetter({ ...whole, handled: [], message: 'garbage{' })).toMatch(/garbage{$/)
})

test('the flow names each consumer with its backlog, and what is unknown', () => {
  const rate = { lastMinute: 0, lastAt: null }
  const consumer = { ...rate, answers: true, subscribed: true, failing: 0, deadLetters: 1 }
  const flow: Flow = {
    at,
    topics: [
      {
        topic: 'paid-orders',
        types: [],
        publishers: [
          {
            app: 'ordering',
            answers: true,
            published: 5,
            ...rate,
            waiting: 0,
            oldestWaiting: null,
          },
        ],
        consumers: [
          { ...consumer, app: 'catalog', handled: 3, backlog: 1 },
          { ...consumer, app: 'analytics', answers: false, handled: 0, backlog: null },
        ],
      },
    ],
    deadLetters: [{ consumer: 'catalog', open: 1, redriven: 0, discarded: 0 }],
    services: [],
    problems: [{ app: 'analytics', code: 'does-not-answer', topic: null, detail: 'is away' }],
  }
  const text = describeFlow(flow)
  expect(text).toMatch(/paid-orders +ordering +5 +0 +0 +catalog +3 +0 +1 +0 +1\n/)
  expect(text).toMatch(/\n +analytics +– +– +– +0 +1\n/)
  expect(text).toContain('Open dead letters: catalog 1')
  expect(text).toMatch(/analytics +does-not-answer +– +is away/)
  expect(describeFlow({ ...flow, problems: [] })).toContain('No problems.')
})

test('a timeline says whose knowledge is missing', () => {
  const text = describeTimeline({ orderId: 'o1', entries: [], missing: ['payment'] })
  expect(text).toContain('Nobody knows it.')
  expect(text).toContain('do not answer: payment')
})
