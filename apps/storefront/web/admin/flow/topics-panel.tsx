import type { Flow } from '@shop/kit/api-operations.ts'
import { type Column, DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatNumber, listed } from '../shared/words.ts'
import { type FlowRow, publishedOn, rowsOf } from './flow.ts'

const columns: readonly Column<FlowRow>[] = [
  { head: 'Topic', cell: ({ topic }) => topic.topic },
  { head: 'Published by', cell: ({ topic }) => listed(topic.publishers.map(({ app }) => app)) },
  { head: 'Published', cell: ({ topic }) => <Published topic={topic} />, isNumber: true },
  { head: 'Consumer', cell: ({ consumer }) => consumer?.app ?? 'nobody' },
  { head: 'Handled', cell: ({ consumer }) => numberOr(consumer?.handled), isNumber: true },
  { head: 'Backlog', cell: ({ consumer }) => numberOr(consumer?.backlog), isNumber: true },
  { head: 'Last minute', cell: lastMinute, isNumber: true },
  { head: 'Dead letters', cell: ({ consumer }) => numberOr(consumer?.deadLetters), isNumber: true },
  { head: 'State', cell: (row) => <State row={row} /> },
]

/** Each topic and each of its consumers. */
export const TopicsPanel = ({ flow }: { readonly flow: Flow }) => (
  <Panel title="Topics">
    <DataTable
      caption="Topics and their consumers"
      columns={columns}
      rows={rowsOf(flow)}
      keyOf={({ topic, consumer }) => `${topic.topic} ${consumer?.app}`}
      none="There are no topics."
    />
    <p className="hint">
      The backlog is what was published for a consumer and neither handled nor a dead letter. The
      last minute counts events in → out.
    </p>
  </Panel>
)

/** What is not known is not 0. */
const numberOr = (n: number | null | undefined) =>
  n === null || n === undefined ? '–' : formatNumber(n)

function lastMinute({ topic, consumer }: FlowRow): string {
  return `${publishedOn(topic).lastMinute} → ${consumer ? consumer.lastMinute : '–'}`
}

function Published({ topic }: Pick<FlowRow, 'topic'>) {
  const { count, waiting } = publishedOn(topic)
  if (topic.publishers.some(({ answers }) => !answers)) return '–'
  return (
    <>
      {formatNumber(count)}
      {waiting > 0 && <span className="muted"> + {formatNumber(waiting)} waiting</span>}
    </>
  )
}

function State({ row: { consumer } }: { readonly row: FlowRow }) {
  if (!consumer) return null
  if (!consumer.answers) return <span className="badge bad">does not answer</span>
  if (consumer.subscribed === false) return <span className="badge bad">not subscribed</span>
  if (consumer.failing > 0) return <span className="badge bad">{consumer.failing} failing</span>
  if (consumer.subscribed === null) return <span className="badge">subscription unknown</span>
  return <span className="badge good">hears</span>
}
