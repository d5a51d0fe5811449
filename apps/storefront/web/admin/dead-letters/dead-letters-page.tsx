import type { DeadLetter } from '@shop/kit/api-dead-letters.ts'
import { Link } from 'react-router'
import { formatSecond, shortId } from '../../format.ts'
import { Choice } from '../../shell/choice.tsx'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Pages } from '../../shell/pages.tsx'
import { useConsumers } from '../flow/flow.ts'
import { Answer } from '../shared/answer.tsx'
import { type Column, DataTable } from '../shared/data-table.tsx'
import { queryFor, useFilters } from '../shared/filters.ts'
import { Panel } from '../shared/panel.tsx'
import { TextFilter } from '../shared/text-filter.tsx'
import { brief, shortType } from '../shared/words.ts'
import { useDeadLetters } from './dead-letters.ts'
import { LetterBadge } from './letter-badge.tsx'

const pageSize = 20
const names = ['status', 'consumer', 'topic', 'subject'] as const

const columns: readonly Column<DeadLetter>[] = [
  {
    head: 'Event',
    cell: ({ id, type }) => <Link to={`/admin/dead-letters/${id}`}>{shortType(type)}</Link>,
  },
  { head: 'Status', cell: ({ status }) => <LetterBadge status={status} /> },
  { head: 'Consumer', cell: ({ consumer }) => consumer },
  { head: 'Topic', cell: ({ topic }) => topic ?? '–' },
  { head: 'About', cell: ({ subject }) => (subject ? shortId(subject) : '–') },
  {
    head: 'Reason',
    cell: ({ reason }) => (
      <span className="reason">{reason ? brief(reason) : 'not known yet'}</span>
    ),
  },
  { head: 'Attempts', cell: ({ attempts }) => attempts ?? '–', isNumber: true },
  { head: 'Arrived', cell: ({ arrivedAt }) => <time>{formatSecond(arrivedAt)}</time> },
]

/** What could not be handled, the latest first. */
export function DeadLettersPage() {
  const list = useFilters(names)
  const letters = useDeadLetters(queryFor(list.filters, list.page, pageSize))
  return (
    <>
      <PageHeading title="Dead letters" />
      <Narrow list={list} />
      <Panel title="Events that could not be handled" isBusy={letters.isPlaceholderData}>
        <Answer of={letters} what="the dead letters">
          {({ items, total }) => (
            <>
              <DataTable
                caption="Dead letters, the latest first"
                columns={columns}
                rows={items}
                keyOf={({ id }) => id}
                none={list.isNarrowed ? 'There are none like this.' : 'There are none.'}
              />
              <Pages page={list.page} pageSize={pageSize} total={total} onTurn={list.turnTo} />
            </>
          )}
        </Answer>
      </Panel>
    </>
  )
}

type List = ReturnType<typeof useFilters<(typeof names)[number]>>

function Narrow({ list: { filters, change, clear, isNarrowed } }: { readonly list: List }) {
  const { data: consumers = [filters.consumer].filter(Boolean) } = useConsumers()
  return (
    <search className="filter-row" aria-label="Filter dead letters">
      <Choice
        label="Status"
        value={filters.status}
        options={['', 'open', 'redriven', 'discarded'].map((status) => [status, status || 'All'])}
        onChoose={(status) => change({ status })}
      />
      <Choice
        label="Consumer"
        value={filters.consumer}
        options={['', ...consumers].map((name) => [name, name || 'All'])}
        onChoose={(consumer) => change({ consumer })}
      />
      <TextFilter label="Topic" value={filters.topic} onChoose={(topic) => change({ topic })} />
      <TextFilter
        label="Order or product"
        placeholder="its whole id"
        value={filters.subject}
        onChoose={(subject) => change({ subject })}
      />
      {isNarrowed && (
        <button type="button" className="secondary" onClick={clear}>
          Show all
        </button>
      )}
    </search>
  )
}
