import { luckyWay } from '../../orders/status.ts'
import { Choice } from '../../shell/choice.tsx'
import type { useFilters } from '../shared/filters.ts'
import { TextFilter } from '../shared/text-filter.tsx'
import { spaced } from '../shared/words.ts'

/** What the list can be narrowed by, as the API names it. */
export const orderFilters = ['status', 'buyer', 'from', 'to', 'priority', 'sort'] as const

type Props = { readonly list: ReturnType<typeof useFilters<(typeof orderFilters)[number]>> }

const statuses = ['', ...luckyWay, 'Cancelled'].map(
  (status) => [status, status ? spaced(status) : 'All'] as const,
)
const priorities = [
  ['', 'All'],
  ['normal', 'Normal'],
  ['express', 'Express'],
] as const
const sorts = [
  ['', 'Newest first'],
  ['oldest', 'Oldest first'],
  ['-total', 'Highest total'],
  ['total', 'Lowest total'],
] as const

export const OrderFilters = ({ list: { filters, change, clear, isNarrowed } }: Props) => (
  <search className="filter-row" aria-label="Filter orders">
    <Choice
      label="Status"
      value={filters.status}
      options={statuses}
      onChoose={(status) => change({ status })}
    />
    <TextFilter
      label="Buyer"
      placeholder="a user’s id"
      value={filters.buyer}
      onChoose={(buyer) => change({ buyer })}
    />
    <TextFilter
      label="From"
      type="date"
      value={filters.from}
      onChoose={(from) => change({ from })}
    />
    <TextFilter label="To" type="date" value={filters.to} onChoose={(to) => change({ to })} />
    <Choice<string>
      label="Priority"
      value={filters.priority}
      options={priorities}
      onChoose={(priority) => change({ priority })}
    />
    <Choice<string>
      label="Sort by"
      value={filters.sort}
      options={sorts}
      onChoose={(sort) => change({ sort })}
    />
    {isNarrowed && (
      <button type="button" className="secondary" onClick={clear}>
        Show all
      </button>
    )}
  </search>
)
