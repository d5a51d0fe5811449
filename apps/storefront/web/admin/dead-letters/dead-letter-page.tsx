import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { Link, useParams } from 'react-router'
import { formatSecond } from '../../format.ts'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { Facts } from '../shared/facts.tsx'
import { Panel } from '../shared/panel.tsx'
import { shortType, spaced } from '../shared/words.ts'
import { useDeadLetter } from './dead-letters.ts'
import { Discard, Redrive } from './decide.tsx'
import { EditPanel } from './edit-panel.tsx'
import { HistoryPanel } from './history-panel.tsx'
import { LetterBadge } from './letter-badge.tsx'

/** One dead letter: what it is, why, and what can be done about it. */
export function DeadLetterPage() {
  const { id = '' } = useParams()
  const letter = useDeadLetter(id)
  return (
    <>
      <p className="muted">
        <Link to="/admin/dead-letters?status=open">Dead letters</Link>
      </p>
      <Answer of={letter} what="the dead letter">
        {(told) => <Letter letter={told} />}
      </Answer>
    </>
  )
}

const Letter = ({ letter }: { readonly letter: DeadLetterWhole }) => (
  <>
    <header className="admin-head">
      <PageHeading title={spaced(shortType(letter.type))} />
      <LetterBadge status={letter.status} />
    </header>
    <Panel title="What it is">
      <p className="notice bad">
        {letter.reason ?? 'Why it could not be handled is not known yet: its consumer is asked.'}
      </p>
      <Facts facts={factsOf(letter)} />
      <div className="actions">
        <Redrive letter={letter} />
        {letter.status === 'open' && <Discard letter={letter} />}
      </div>
    </Panel>
    <EditPanel letter={letter} />
    <HistoryPanel letter={letter} />
    <Panel title="Message">
      <pre className="code">{messageText(letter.message)}</pre>
    </Panel>
  </>
)

const factsOf = (letter: DeadLetterWhole) =>
  [
    ['Consumer', letter.consumer],
    ['Topic', letter.topic],
    ['Said by', letter.source],
    ['About', letter.subject],
    ['Event id', letter.eventId],
    ['Attempts', letter.attempts],
    ['Failed last', letter.failedAt && formatSecond(letter.failedAt)],
    ['Arrived', formatSecond(letter.firstArrivedAt)],
    ['Arrivals', letter.arrivals],
    ['Closed', letter.closedAt && formatSecond(letter.closedAt)],
    ['Handled by its consumer', handledIn(letter)],
  ] as const

function handledIn({ handled }: DeadLetterWhole): string {
  if (!handled) return 'not known, it does not answer'
  if (handled.length === 0) return 'not yet'
  return handled.map(({ handler, at }) => `${shortType(handler)}, ${formatSecond(at)}`).join('; ')
}

function messageText(message: unknown): string {
  if (message === null) return 'It is no longer kept.'
  return typeof message === 'string' ? message : JSON.stringify(message, null, 2)
}
