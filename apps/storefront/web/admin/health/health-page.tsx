import type { Health, StuckList } from '@shop/kit/api-operations.ts'
import { useQuery } from '@tanstack/react-query'
import { Link } from 'react-router'
import { api, request } from '../../api/request.ts'
import { formatSecond, shortId } from '../../format.ts'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Missing } from '../shared/missing.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatSpan } from '../shared/words.ts'

/** Which apps are there, and what has asked in vain. */
export function HealthPage() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: ({ signal }) => request<Health>(api('/admin/health'), { signal }),
    refetchInterval: 5_000,
  })
  const stuck = useQuery({
    queryKey: ['stuck'],
    queryFn: ({ signal }) => request<StuckList>(api('/admin/stuck'), { signal }),
    refetchInterval: 10_000,
  })
  return (
    <>
      <PageHeading title="Health" />
      <Answer of={health} what="the health of the apps">
        {(told) => <Apps health={told} />}
      </Answer>
      <Answer of={stuck} what="what is stuck">
        {(told) => <Stuck stuck={told} />}
      </Answer>
    </>
  )
}

const Apps = ({ health: { apps, ready } }: { readonly health: Health }) => (
  <Panel title="Apps">
    <p className={`notice ${ready ? 'good' : 'bad'}`} role="status">
      {ready ? 'All are ready.' : 'Not all are ready.'}
    </p>
    <DataTable
      caption="Apps and whether they are ready"
      columns={[
        { head: 'App', cell: ({ app }) => app },
        {
          head: 'Status',
          cell: ({ status }) => (
            <span className={`badge ${status === 'ready' ? 'good' : 'bad'}`}>{status}</span>
          ),
        },
        { head: 'Answered in', cell: ({ ms }) => formatSpan(ms), isNumber: true },
      ]}
      rows={apps}
      keyOf={({ app }) => app}
      none="There are no apps."
    />
  </Panel>
)

const Stuck = ({ stuck: { items, missing } }: { readonly stuck: StuckList }) => (
  <Panel title="Stuck">
    <Missing apps={missing} />
    <DataTable
      caption="What has asked in vain, the longest first"
      columns={[
        {
          head: 'Order',
          cell: ({ orderId }) => <Link to={`/admin/orders/${orderId}`}>{shortId(orderId)}</Link>,
        },
        { head: 'In', cell: ({ app, kind }) => `${app}, ${kind}` },
        { head: 'Status', cell: ({ status }) => status },
        { head: 'Asked', cell: ({ asked }) => asked, isNumber: true },
        { head: 'Since', cell: ({ since }) => <time>{formatSecond(since)}</time> },
      ]}
      rows={items}
      keyOf={({ app, kind, orderId }) => `${app} ${kind} ${orderId}`}
      none="Nothing is stuck."
    />
  </Panel>
)
