import type { TimelineEntry } from '@shop/kit/api-operations.ts'
import { Answer } from '../shared/answer.tsx'
import { type Column, DataTable } from '../shared/data-table.tsx'
import { Missing } from '../shared/missing.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatExactly, shortType } from '../shared/words.ts'
import { useTimeline } from './admin-orders.ts'

const troubles: readonly TimelineEntry['what'][] = ['failed', 'dead letter']

const columns: readonly Column<TimelineEntry>[] = [
  { head: 'At', cell: ({ at }) => <time dateTime={at}>{formatExactly(at)}</time> },
  { head: 'Service', cell: ({ app }) => app },
  {
    head: 'What',
    cell: ({ what }) => (
      <span className={`badge ${troubles.includes(what) ? 'bad' : 'good'}`}>{what}</span>
    ),
  },
  { head: 'Event', cell: ({ type, eventId }) => <span title={eventId}>{shortType(type)}</span> },
  { head: 'Topic', cell: ({ topic }) => topic ?? '–' },
  { head: 'Detail', cell: ({ detail }) => <span className="reason">{detail}</span> },
]

/** What each service said, handled and failed to handle about an order, by time. */
export function TimelinePanel({ orderId }: { readonly orderId: string }) {
  const timeline = useTimeline(orderId)
  return (
    <Panel title="In all services">
      <Answer of={timeline} what="the timeline">
        {({ entries, missing }) => (
          <>
            <Missing apps={missing} />
            <DataTable
              caption="What happened, by time"
              columns={columns}
              rows={entries}
              keyOf={({ at, app, what, eventId, detail }) =>
                [at, app, what, eventId, detail].join()
              }
              none="Nothing is known of it yet."
            />
          </>
        )}
      </Answer>
    </Panel>
  )
}
