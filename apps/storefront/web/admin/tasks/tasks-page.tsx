import type { TaskRuns } from '@shop/kit/api-operations.ts'
import { useQuery } from '@tanstack/react-query'
import { api, request } from '../../api/request.ts'
import { formatSecond } from '../../format.ts'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { type Column, DataTable } from '../shared/data-table.tsx'
import { Missing } from '../shared/missing.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatSpan } from '../shared/words.ts'

type Run = TaskRuns['items'][number]

const columns: readonly Column<Run>[] = [
  { head: 'Task', cell: ({ name }) => name },
  { head: 'Started', cell: ({ startedAt }) => <time>{formatSecond(startedAt)}</time> },
  { head: 'Outcome', cell: ({ outcome }) => <Outcome outcome={outcome} /> },
  { head: 'Took', cell: took, isNumber: true },
  { head: 'Did', cell: ({ counts }) => countsText(counts) },
  { head: 'Error', cell: ({ error }) => error && <span className="reason">{error}</span> },
  { head: 'Replica', cell: ({ replica }) => replica },
]

/** The latest runs of background tasks, and those before that did something or failed. */
export function TasksPage() {
  const tasks = useQuery({
    queryKey: ['tasks'],
    queryFn: ({ signal }) => request<TaskRuns>(api('/admin/tasks'), { signal }),
    refetchInterval: 5_000,
  })
  return (
    <>
      <PageHeading title="Tasks" />
      <Answer of={tasks} what="the tasks">
        {({ items, missing }) => (
          <Panel title="Runs">
            <Missing apps={missing} />
            <DataTable
              caption="Runs of tasks, the latest first"
              columns={columns}
              rows={items}
              keyOf={({ id }) => id}
              none="No task has run yet."
            />
          </Panel>
        )}
      </Answer>
    </>
  )
}

function Outcome({ outcome }: Pick<Run, 'outcome'>) {
  if (outcome === null) return <span className="badge">runs</span>
  return <span className={`badge ${outcome === 'done' ? 'good' : 'bad'}`}>{outcome}</span>
}

function took({ startedAt, endedAt }: Run): string {
  return endedAt ? formatSpan(Date.parse(endedAt) - Date.parse(startedAt)) : '–'
}

/** What a run did, without what it did not. */
function countsText(counts: Run['counts']): string {
  const some = Object.entries(counts ?? {}).filter(([, n]) => n !== 0)
  return some.map(([name, n]) => `${name} ${n}`).join(', ') || 'nothing'
}
