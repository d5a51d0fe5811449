import type { Flow } from '@shop/kit/api-operations.ts'
import { Link } from 'react-router'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatClock } from '../shared/words.ts'
import { useFlow } from './flow.ts'
import { TopicsPanel } from './topics-panel.tsx'

/** What goes through the topics, and what is not as the contracts ask for. */
export function FlowPage() {
  const flow = useFlow()
  return (
    <>
      <header className="admin-head">
        <PageHeading title="Data flow" />
        {flow.data && <p className="muted">As of {formatClock(flow.data.at)}</p>}
      </header>
      <Answer of={flow} what="the flow">
        {(told) => (
          <>
            <Problems problems={told.problems} />
            <TopicsPanel flow={told} />
            <Letters letters={told.deadLetters} />
          </>
        )}
      </Answer>
    </>
  )
}

const Problems = ({ problems }: Pick<Flow, 'problems'>) =>
  problems.length === 0 ? (
    <p className="notice good">Every service answers and hears what it should.</p>
  ) : (
    <Panel title="Not as it should be">
      <DataTable
        caption="Services, components and subscriptions at fault"
        columns={[
          { head: 'Service', cell: ({ app }) => app },
          { head: 'Fault', cell: ({ code }) => <span className="badge bad">{code}</span> },
          { head: 'Topic', cell: ({ topic }) => topic },
          { head: 'Detail', cell: ({ detail }) => <span className="reason">{detail}</span> },
        ]}
        rows={problems}
        keyOf={({ app, code, topic, detail }) => [app, code, topic, detail].join(' ')}
        none=""
      />
    </Panel>
  )

const Letters = ({ letters }: { readonly letters: Flow['deadLetters'] }) => (
  <Panel title="Dead letters">
    <DataTable
      caption="Dead letters by consumer"
      columns={[
        {
          head: 'Consumer',
          cell: ({ consumer }) => (
            <Link to={`/admin/dead-letters?${new URLSearchParams({ consumer })}`}>{consumer}</Link>
          ),
        },
        { head: 'Open', cell: ({ open }) => open, isNumber: true },
        { head: 'Redriven', cell: ({ redriven }) => redriven, isNumber: true },
        { head: 'Discarded', cell: ({ discarded }) => discarded, isNumber: true },
      ]}
      rows={letters}
      keyOf={({ consumer }) => consumer}
      none="Nobody hears anything."
    />
  </Panel>
)
