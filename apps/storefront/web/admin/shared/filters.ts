import { useSearchParams } from 'react-router'

/** Filters by name; what is not filtered by is empty. */
export type Filters<Name extends string> = Readonly<Record<Name, string>>

/** The page of a list by its address; counts from 1. */
export const pageIn = (params: URLSearchParams): number =>
  /^[1-9]\d{0,4}$/.test(params.get('page') ?? '') ? Number(params.get('page')) : 1

export const filtersIn = <Name extends string>(
  params: URLSearchParams,
  names: readonly Name[],
): Filters<Name> =>
  Object.fromEntries(
    names.map((name) => [name, (params.get(name) ?? '').trim().slice(0, 200)]),
  ) as Filters<Name>

/** The query that asks the API for one page of what the filters let through. */
export function queryFor(filters: Filters<string>, page: number, pageSize: number): string {
  const given = Object.entries(filters).filter(([, value]) => value !== '')
  const paging = { pageIndex: String(page - 1), pageSize: String(pageSize) }
  return new URLSearchParams({ ...Object.fromEntries(given), ...paging }).toString()
}

/** The filters of a list, as they stand in its address. */
export function useFilters<Name extends string>(names: readonly Name[]) {
  const [params, setParams] = useSearchParams()
  const filters = filtersIn(params, names)
  const go = (next: Filters<Name>, page: number) => {
    const given = Object.entries(next).filter(([, value]) => value !== '')
    setParams({ ...Object.fromEntries(given), ...(page > 1 && { page: String(page) }) })
  }
  return {
    filters,
    page: pageIn(params),
    isNarrowed: Object.values(filters).some((value) => value !== ''),
    /** Another filter begins at the first page. */
    change: (changed: Partial<Filters<Name>>) => go({ ...filters, ...changed }, 1),
    clear: () => setParams({}),
    turnTo: (page: number) => go(filters, page),
  }
}
