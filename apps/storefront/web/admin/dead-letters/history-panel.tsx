import type { DeadLetterWhole } from '@shop/kit/api-dead-letters.ts'
import { formatSecond } from '../../format.ts'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'

type Props = { readonly letter: DeadLetterWhole }

/** Who did what to it, and whether its redrives have left. */
export const HistoryPanel = ({ letter: { history, redrives } }: Props) => (
  <Panel title="History">
    <DataTable
      caption="Who did what"
      columns={[
        { head: 'Done', cell: ({ action }) => action },
        { head: 'By', cell: ({ byName }) => byName },
        { head: 'When', cell: ({ at }) => <time>{formatSecond(at)}</time> },
        { head: 'Edited', cell: (act) => <Change before={act.before} after={act.after} /> },
      ]}
      rows={history}
      keyOf={({ at, action }) => `${at} ${action}`}
      none="Nobody has done anything about it yet."
    />
    {redrives.length > 0 && (
      <DataTable
        caption="Redrives"
        columns={[
          {
            head: 'Redriven',
            cell: ({ requestedAt }) => <time>{formatSecond(requestedAt)}</time>,
          },
          { head: 'Edited', cell: ({ edited }) => (edited ? 'yes' : 'no') },
          {
            head: 'Published',
            cell: ({ publishedAt }) => (publishedAt ? formatSecond(publishedAt) : 'not yet'),
          },
          { head: 'Trouble', cell: ({ lastError }) => lastError },
        ]}
        rows={redrives}
        keyOf={({ requestedAt }) => requestedAt}
        none=""
      />
    )}
  </Panel>
)

/** Before and after of an edit; other acts change nothing but the status. */
function Change({ before, after }: { readonly before: unknown; readonly after: unknown }) {
  if (typeof before !== 'object' || before === null || !('message' in before)) return null
  return (
    <details>
      <summary>Before and after</summary>
      <pre className="code">{JSON.stringify({ before, after }, null, 2)}</pre>
    </details>
  )
}
