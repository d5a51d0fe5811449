import { useState } from 'react'
import { formatMoney } from '../../format.ts'
import { Choice } from '../../shell/choice.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatNumber } from '../shared/words.ts'
import { type Group, useIncome, type View } from './analytics.ts'
import { Share } from './share.tsx'

const groups: readonly (readonly [Group, string])[] = [
  ['category', 'Category'],
  ['brand', 'Brand'],
]

/** What brought the income. */
export function IncomePanel({ view }: { readonly view: View }) {
  const [by, setBy] = useState<Group>('category')
  const income = useIncome(view, by)
  const name = by === 'category' ? 'Category' : 'Brand'
  return (
    <Panel
      title="Income"
      tools={<Choice label="By" value={by} options={groups} onChoose={setBy} />}
      isBusy={income.isPlaceholderData}
    >
      <Answer of={income} what="the income">
        {({ items }) => (
          <DataTable
            caption={`Income by ${by}`}
            columns={[
              { head: name, cell: (row) => row.name },
              { head: 'Units', cell: ({ units }) => formatNumber(units), isNumber: true },
              {
                head: 'Income',
                cell: (row) => (
                  <Share part={row.income.amount / Math.max(1, items[0]?.income.amount ?? 1)}>
                    {formatMoney(row.income)}
                  </Share>
                ),
                isNumber: true,
              },
            ]}
            rows={items}
            keyOf={({ id }) => id}
            none="Nothing was sold in this time."
          />
        )}
      </Answer>
    </Panel>
  )
}
