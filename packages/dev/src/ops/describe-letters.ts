import type { Page } from '@shop/kit/api.ts'
import type { DeadLetter, DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { brief, fields, moment, shortType, table } from './table.ts'

export function describeLetters({ items, total, pageIndex, pageSize }: Page<DeadLetter>): string {
  if (total === 0) return 'There are no such dead letters.'
  const rows = items.map((letter) => [
    letter.id,
    letter.status,
    moment(letter.arrivedAt)?.slice(0, 19),
    letter.consumer,
    shortType(letter.type),
    letter.attempts,
    brief(letter.reason) ?? 'not told yet',
  ])
  const heads = ['ID', 'STATUS', 'ARRIVED (UTC)', 'CONSUMER', 'EVENT', 'TRIES', 'REASON']
  const pages = Math.ceil(total / pageSize)
  const more = pages > 1 ? `\n\nPage ${pageIndex + 1} of ${pages}; ${total} in all.` : ''
  return table(heads, rows) + more
}

export function describeLetter(letter: DeadLetterWhole): string {
  const head = fields({
    id: letter.id,
    status: letter.status,
    consumer: letter.consumer,
    topic: letter.topic,
    event: letter.eventId,
    type: letter.type,
    source: letter.source,
    subject: letter.subject,
    reason: letter.reason ?? 'not told yet',
    attempts: letter.attempts,
    'failed at': moment(letter.failedAt),
    arrived: `${moment(letter.arrivedAt)}${letter.arrivals > 1 ? `, ${letter.arrivals} times` : ''}`,
    handled: handled(letter),
  })
  const history = letter.history.map((act) => [moment(act.at), act.action, `by ${act.byName}`])
  return [
    head,
    ...(history.length > 0 ? [table(['WHEN (UTC)', 'WHAT', 'WHO'], history)] : []),
    typeof letter.message === 'string' ? letter.message : JSON.stringify(letter.message, null, 2),
  ].join('\n\n')
}

function handled({ handled: all, consumer }: DeadLetterWhole): string {
  if (all === null) return `${consumer} does not answer`
  return all.map(({ at, handler }) => `${moment(at)} by ${handler}`).join('\n') || 'no'
}
