import type { TimelineEntry } from '@shop/kit/api-operations.ts'
import type { TrailAnswer } from '@shop/kit/internal-answers.ts'
import type { Selectable } from 'kysely'
import type { DeadLetterRow } from './dead-letter-store.ts'
import type { AuditTable } from './tables.ts'

/** What the services and the desk know of one order, by time. */
export function mergeTimeline(
  trails: ReadonlyMap<string, TrailAnswer>,
  letters: readonly DeadLetterRow[],
  acts: readonly Selectable<AuditTable>[],
): TimelineEntry[] {
  const entries = [
    ...[...trails].flatMap(([app, trail]) => [
      ...trail.said.map((one) => said(app, one)),
      ...trail.handled.map((one) => handled(app, one)),
      ...trail.failed.map((one) => failed(app, one)),
    ]),
    ...letters.map(arrived),
    ...acts.flatMap((act) => {
      const letter = letters.find((one) => one.id === act.dead_letter_id)
      return letter ? [acted(letter, act)] : []
    }),
  ]
  // The sort is stable: what is said at one time stays in the order in which it was said.
  return entries.sort((a, b) => a.at.localeCompare(b.at))
}

const about = ({ type, topic, eventId }: { type: string; topic: string; eventId: string }) => ({
  type,
  topic,
  eventId,
})

const said = (app: string, one: TrailAnswer['said'][number]): TimelineEntry => ({
  at: one.at,
  app,
  what: 'said',
  ...about(one),
  detail: publishing(one),
})

function publishing({ at, publishedAt, lastError }: TrailAnswer['said'][number]): string {
  if (publishedAt) {
    // The two times are of two clocks.
    return `published after ${Math.max(0, Date.parse(publishedAt) - Date.parse(at))} ms`
  }
  return `waits in the outbox${lastError ? `: ${lastError}` : ''}`
}

const handled = (app: string, one: TrailAnswer['handled'][number]): TimelineEntry => ({
  at: one.at,
  app,
  what: 'handled',
  ...about(one),
  // A lane has its name behind the type's.
  detail: one.handler === one.type ? '' : `by ${one.handler}`,
})

const failed = (app: string, one: TrailAnswer['failed'][number]): TimelineEntry => ({
  at: one.lastAt,
  app,
  what: 'failed',
  ...about(one),
  detail: `${one.attempts === 1 ? 'once' : `${one.attempts} times since ${one.firstAt}`}: ${one.lastError}`,
})

const ofLetter = (letter: DeadLetterRow) => ({
  app: 'operations',
  type: letter.type,
  topic: letter.topic,
  eventId: letter.event_id,
})

const arrived = (letter: DeadLetterRow): TimelineEntry => ({
  ...ofLetter(letter),
  at: letter.first_arrived_at.toISOString(),
  what: 'dead letter',
  detail: `of ${letter.consumer}, ${letter.status} now${letter.reason ? `: ${letter.reason}` : ''}`,
})

const acted = (letter: DeadLetterRow, act: Selectable<AuditTable>): TimelineEntry => ({
  ...ofLetter(letter),
  at: act.at.toISOString(),
  what: whatOf(act.action),
  detail: `for ${letter.consumer}, by ${act.actor_name}${act.action === 'edit and redrive' ? ', edited' : ''}`,
})

function whatOf(action: AuditTable['action']): TimelineEntry['what'] {
  switch (action) {
    case 'redrive':
    case 'edit and redrive':
      return 'redriven'
    case 'discard':
      return 'discarded'
    case 'reopen':
      return 'reopened'
  }
}
