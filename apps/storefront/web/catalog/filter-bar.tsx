import { useNames } from '../api/catalog.ts'
import { symbolOf } from '../format.ts'
import { Choice } from '../shell/choice.tsx'
import { type Filters, isNarrowed, type Sort, sorts } from './filters.ts'
import { PriceField } from './price-field.tsx'

type Props = {
  readonly filters: Filters
  readonly currency: string | undefined
  readonly onChange: (changed: Partial<Filters>) => void
}

export function FilterBar({ filters, currency = 'EUR', onChange }: Props) {
  const { data: brands = [] } = useNames('brands')
  return (
    <section className="filters" aria-label="Filters">
      <Categories chosen={filters.categoryId} onChoose={(categoryId) => onChange({ categoryId })} />
      <div className="filter-fields">
        <Choice
          label="Brand"
          value={filters.brandId}
          options={[['', 'All brands'], ...brands.map(({ id, name }) => [id, name] as const)]}
          onChoose={(brandId) => onChange({ brandId })}
        />
        <Choice<Sort>
          label="Sort by"
          value={filters.sort}
          options={sorts}
          onChoose={(sort) => onChange({ sort })}
        />
        <PriceField
          label={`From ${symbolOf(currency)}`}
          currency={currency}
          amount={filters.minPrice}
          onChange={(minPrice) => onChange({ minPrice })}
        />
        <PriceField
          label={`To ${symbolOf(currency)}`}
          currency={currency}
          amount={filters.maxPrice}
          onChange={(maxPrice) => onChange({ maxPrice })}
        />
        {isNarrowed(filters) && (
          <button type="button" className="quiet" onClick={() => onChange(nothing)}>
            Clear filters
          </button>
        )}
      </div>
    </section>
  )
}

const nothing: Partial<Filters> = {
  search: '',
  brandId: '',
  categoryId: '',
  minPrice: undefined,
  maxPrice: undefined,
}

type CategoriesProps = {
  readonly chosen: string
  readonly onChoose: (categoryId: string) => void
}

function Categories({ chosen, onChoose }: CategoriesProps) {
  const { data: categories = [] } = useNames('categories')
  return (
    <fieldset className="chips">
      <legend className="visually-hidden">Category</legend>
      {[{ id: '', name: 'Everything' }, ...categories].map(({ id, name }) => (
        <label key={id} className="chip">
          <input
            type="radio"
            name="categoryId"
            checked={chosen === id}
            onChange={() => onChoose(id)}
          />
          {name}
        </label>
      ))}
    </fieldset>
  )
}
