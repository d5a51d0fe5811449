import { formatMoney } from '../../format.ts'
import { Choice } from '../../shell/choice.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatNumber } from '../shared/words.ts'
import { useSales, type View } from './analytics.ts'
import { Chart } from './chart.tsx'
import { type Window, windowsFor } from './range.ts'
import { nameWindow, type Point } from './sales.ts'

type Props = {
  readonly view: View
  readonly window: Window
  readonly onWindow: (window: Window) => void
}

const names: Readonly<Record<Window, string>> = {
  minute: 'By minute',
  hour: 'By hour',
  day: 'By day',
}

/** What was sold when. */
export function SalesPanel({ view, window, onWindow }: Props) {
  const sales = useSales(view, window)
  const windows = windowsFor(view.range, Date.now())
  const tools = windows.length > 1 && (
    <Choice
      label="Windows"
      value={window}
      options={windows.map((name) => [name, names[name]] as const)}
      onChoose={onWindow}
    />
  )
  return (
    <Panel title="Sales" className="whole" tools={tools} isBusy={sales.isPlaceholderData}>
      <Answer of={sales} what="the sales">
        {({ points, window, currency = 'EUR' }) => (
          <Sales points={points} window={window} currency={currency} />
        )}
      </Answer>
    </Panel>
  )
}

type SalesProps = {
  readonly points: readonly Point[]
  readonly window: Window
  readonly currency: string
}

function Sales({ points, window, currency }: SalesProps) {
  const money = (amount: number) => formatMoney({ amount, currency })
  const bars = (value: (point: Point) => number) =>
    points.map((point) => ({
      at: point.start,
      name: nameWindow(point.start, window),
      value: value(point),
    }))
  const sum = (value: (point: Point) => number) =>
    points.reduce((total, point) => total + value(point), 0)
  const income = (point: Point) => point.income
  const orders = (point: Point) => point.orders
  return (
    <>
      <div className="charts">
        <Chart title="Income" bars={bars(income)} format={money} inAll={money(sum(income))} />
        <Chart
          title="Paid orders"
          bars={bars(orders)}
          format={formatNumber}
          inAll={formatNumber(sum(orders))}
        />
      </div>
      <details>
        <summary>Sales as a table</summary>
        <DataTable
          caption="Sales over time, the latest first"
          columns={[
            { head: 'From', cell: ({ start }) => nameWindow(start, window) },
            { head: 'Orders', cell: (point) => formatNumber(point.orders), isNumber: true },
            { head: 'Income', cell: (point) => money(point.income), isNumber: true },
          ]}
          rows={points.filter(orders).toReversed()}
          keyOf={({ start }) => String(start)}
          none="Nothing was sold in this time."
        />
      </details>
    </>
  )
}
