import './dashboard.css'
import { useSearchParams } from 'react-router'
import { PageHeading } from '../../shell/page-heading.tsx'
import { Answer } from '../shared/answer.tsx'
import { useSummary, type View } from './analytics.ts'
import { IncomePanel } from './income-panel.tsx'
import { OrdersPanel, TimesPanel } from './orders-panel.tsx'
import { ProductsPanel } from './products-panel.tsx'
import { type Range, rangeParams, readRange, type Window, windowOf } from './range.ts'
import { RangeChooser } from './range-chooser.tsx'
import { SalesPanel } from './sales-panel.tsx'
import { Tiles } from './tiles.tsx'
import { useAnalyticsEvents } from './use-analytics-events.ts'

/** How the shop does, as it happens; the time that is looked at stands in the address. */
export function DashboardPage() {
  const [params, setParams] = useSearchParams()
  const isStreaming = useAnalyticsEvents()
  const range = readRange(params)
  const view: View = { range, isStreaming }
  const summary = useSummary(view)
  const window = windowOf(params.get('window'), range, Date.now())
  const show = (range: Range, window?: Window) =>
    setParams({ ...rangeParams(range), ...(window && { window }) })
  return (
    <>
      <header className="admin-head">
        <PageHeading title="Dashboard" />
        <p className="muted" role="status">
          {isStreaming ? 'Changes show at once.' : 'Asked for every 5 seconds.'}
        </p>
      </header>
      <RangeChooser range={range} onChoose={(range) => show(range)} />
      <div className="dashboard" aria-busy={summary.isPlaceholderData}>
        <Answer of={summary} what="the numbers">
          {(told) => <Tiles summary={told} />}
        </Answer>
        <SalesPanel view={view} window={window} onWindow={(window) => show(range, window)} />
        <ProductsPanel view={view} />
        <IncomePanel view={view} />
        {summary.data && <OrdersPanel summary={summary.data} />}
        {summary.data && <TimesPanel timeInStatus={summary.data.timeInStatus} />}
      </div>
    </>
  )
}
