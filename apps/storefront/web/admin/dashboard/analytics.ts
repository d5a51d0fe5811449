import type {
  AnalyticsSummary,
  IncomeByGroup,
  IncomeQuery,
  Page,
  SalesByWindow,
  SoldProduct,
  SoldProductsQuery,
} from '@shop/kit/api.ts'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { api, request } from '../../api/request.ts'
import { boundsOf, type Range, rangeQuery, type Window } from './range.ts'
import { fillWindows } from './sales.ts'

/** What a panel shows: of which time, and how news of it comes. */
export type View = { readonly range: Range; readonly isStreaming: boolean }

const path = (name: string, range: Range, now: number, more: Readonly<Record<string, string>>) =>
  api(`/analytics/${name}?${new URLSearchParams({ ...rangeQuery(range, now), ...more })}`)

/** Asked again at each event; now and then besides, since time goes on, and often without a stream. */
const renewed = ({ isStreaming }: View) => ({
  placeholderData: keepPreviousData,
  refetchInterval: isStreaming ? 15_000 : 5_000,
})

export const useSummary = (view: View) =>
  useQuery({
    queryKey: ['analytics', 'summary', view.range],
    queryFn: ({ signal }) =>
      request<AnalyticsSummary>(path('summary', view.range, Date.now(), {}), { signal }),
    ...renewed(view),
  })

export const useSales = (view: View, window: Window) =>
  useQuery({
    queryKey: ['analytics', 'sales', view.range, window],
    queryFn: async ({ signal }) => {
      const now = Date.now()
      const asked = path('sales', view.range, now, { window })
      const { items } = await request<SalesByWindow>(asked, { signal })
      const points = fillWindows(items, window, boundsOf(view.range, now))
      // The window that was asked for, since another one's answer may be shown meanwhile.
      return { points, window, currency: items[0]?.income.currency }
    },
    ...renewed(view),
  })

export type ProductSort = SoldProductsQuery['sort']

export const useSoldProducts = (view: View, sort: ProductSort) =>
  useQuery({
    queryKey: ['analytics', 'products', view.range, sort],
    queryFn: ({ signal }) =>
      request<Page<SoldProduct>>(path('products', view.range, Date.now(), { sort }), { signal }),
    ...renewed(view),
  })

export type Group = IncomeQuery['by']

export const useIncome = (view: View, by: Group) =>
  useQuery({
    queryKey: ['analytics', 'income', view.range, by],
    queryFn: ({ signal }) =>
      request<IncomeByGroup>(path('income', view.range, Date.now(), { by }), { signal }),
    ...renewed(view),
  })
