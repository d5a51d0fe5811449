import './catalog.css'
import type { Page, Product } from '@shop/kit/api.ts'
import { useRef } from 'react'
import { useSearchParams } from 'react-router'
import { useProducts } from '../api/catalog.ts'
import { count } from '../format.ts'
import { Failure } from '../shell/failure.tsx'
import { Loading } from '../shell/loading.tsx'
import { PageHeading } from '../shell/page-heading.tsx'
import { Pages } from '../shell/pages.tsx'
import { FilterBar } from './filter-bar.tsx'
import { type Filters, isNarrowed, pageSize, readFilters, toParams, toQuery } from './filters.ts'
import { ProductCard } from './product-card.tsx'
import { TopFive } from './top-five.tsx'

/** All there is to buy; what is looked for stands in the address. */
export function CatalogPage() {
  const [params, setParams] = useSearchParams()
  const filters = readFilters(params)
  const { data, error, isPlaceholderData, refetch } = useProducts(toQuery(filters))
  const found = useRef<HTMLParagraphElement>(null)

  const change = (changed: Partial<Filters>) =>
    setParams(toParams({ ...filters, page: 1, ...changed }))
  const turnTo = (page: number) => {
    change({ page })
    found.current?.focus()
  }
  const isStart = !isNarrowed(filters) && filters.page === 1
  return (
    <div className="catalog">
      <PageHeading title={filters.search ? `Results for “${filters.search}”` : 'The shop'} />
      {isStart && <TopFive />}
      <FilterBar filters={filters} currency={data?.items[0]?.price.currency} onChange={change} />
      <p className="found" role="status" tabIndex={-1} ref={found}>
        {data && !error && wordsFor(data, filters)}
      </p>
      {error ? (
        <Failure error={error} onRetry={refetch} />
      ) : data ? (
        <div aria-busy={isPlaceholderData}>
          <Products products={data.items} />
          {data.total === 0 && <NothingFound onClear={() => setParams(new URLSearchParams())} />}
          <Pages page={filters.page} pageSize={pageSize} total={data.total} onTurn={turnTo} />
        </div>
      ) : (
        <Loading what="the products" />
      )}
    </div>
  )
}

function wordsFor({ total }: Page<Product>, { page }: Filters): string {
  const pages = Math.ceil(total / pageSize)
  return count(total, 'product') + (pages > 1 ? `, page ${page} of ${pages}` : '')
}

const Products = ({ products }: { readonly products: readonly Product[] }) => (
  <ul className="products">
    {products.map((product) => (
      <li key={product.id}>
        <ProductCard product={product} />
      </li>
    ))}
  </ul>
)

const NothingFound = ({ onClear }: { readonly onClear: () => void }) => (
  <div className="nothing">
    <p>Nothing matches all of that. Try fewer filters, or another word.</p>
    <button type="button" className="secondary" onClick={onClear}>
      Show everything
    </button>
  </div>
)
