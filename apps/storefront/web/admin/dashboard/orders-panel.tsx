import type { AnalyticsSummary } from '@shop/kit/api.ts'
import type { OrderStatus } from '@shop/kit/order-status.ts'
import { Link } from 'react-router'
import { luckyWay } from '../../orders/status.ts'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatNumber, formatSpan, spaced } from '../shared/words.ts'
import { Share } from './share.tsx'

const statuses: readonly OrderStatus[] = [...luckyWay, 'Cancelled']

/** Where the orders are now, and how long they were on the way there. */
export const OrdersPanel = ({ summary }: { readonly summary: AnalyticsSummary }) => {
  const most = Math.max(1, ...Object.values(summary.orders))
  return (
    <Panel title="Orders placed, by status">
      <DataTable
        caption="Orders by the status that they have now"
        columns={[
          {
            head: 'Status',
            cell: (status) => <Link to={`/admin/orders?status=${status}`}>{spaced(status)}</Link>,
          },
          {
            head: 'Orders',
            cell: (status) => (
              <Share part={summary.orders[status] / most}>
                {formatNumber(summary.orders[status])}
              </Share>
            ),
            isNumber: true,
          },
        ]}
        rows={statuses}
        keyOf={(status) => status}
        none=""
      />
    </Panel>
  )
}

export const TimesPanel = ({ timeInStatus }: Pick<AnalyticsSummary, 'timeInStatus'>) => (
  <Panel title="Time in a status">
    <DataTable
      caption="How long orders stayed in a status before they left it"
      columns={[
        { head: 'Status', cell: (status) => spaced(status) },
        {
          head: 'Half within',
          cell: (status) => spanOf(timeInStatus[status]?.p50),
          isNumber: true,
        },
        {
          head: '99 % within',
          cell: (status) => spanOf(timeInStatus[status]?.p99),
          isNumber: true,
        },
        {
          head: 'Orders',
          cell: (status) => formatNumber(timeInStatus[status]?.orders ?? 0),
          isNumber: true,
        },
      ]}
      rows={statuses.filter((status) => timeInStatus[status])}
      keyOf={(status) => status}
      none="No order has left a status in this time."
    />
  </Panel>
)

const spanOf = (ms: number | undefined) => (ms === undefined ? '–' : formatSpan(ms))
