import { useState } from 'react'
import { Link } from 'react-router'
import { formatMoney } from '../../format.ts'
import { Choice } from '../../shell/choice.tsx'
import { Answer } from '../shared/answer.tsx'
import { DataTable } from '../shared/data-table.tsx'
import { Panel } from '../shared/panel.tsx'
import { formatNumber } from '../shared/words.ts'
import { type ProductSort, useSoldProducts, type View } from './analytics.ts'

const sorts: readonly (readonly [ProductSort, string])[] = [
  ['units', 'Units'],
  ['orders', 'Orders'],
  ['income', 'Income'],
]

/** The ten products that sold best. */
export function ProductsPanel({ view }: { readonly view: View }) {
  const [sort, setSort] = useState<ProductSort>('units')
  const products = useSoldProducts(view, sort)
  return (
    <Panel
      title="Top products"
      tools={<Choice label="By" value={sort} options={sorts} onChoose={setSort} />}
      isBusy={products.isPlaceholderData}
    >
      <Answer of={products} what="the products">
        {({ items }) => (
          <DataTable
            caption="The products that sold best"
            columns={[
              {
                head: 'Product',
                cell: ({ productId, name }) => (
                  <Link to={`/products/${encodeURIComponent(productId)}`}>{name}</Link>
                ),
              },
              { head: 'Units', cell: ({ units }) => formatNumber(units), isNumber: true },
              { head: 'Orders', cell: ({ orders }) => formatNumber(orders), isNumber: true },
              { head: 'Income', cell: ({ income }) => formatMoney(income), isNumber: true },
            ]}
            rows={items}
            keyOf={({ productId }) => productId}
            none="Nothing was sold in this time."
          />
        )}
      </Answer>
    </Panel>
  )
}
