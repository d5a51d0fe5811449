import type { CatalogQuery } from '@shop/kit/api.ts'

/** What is looked for, as it stands in the page's address. */
export type Filters = {
  readonly search: string
  readonly brandId: string
  readonly categoryId: string
  /** In minor units. */
  readonly minPrice: number | undefined
  readonly maxPrice: number | undefined
  readonly sort: Sort
  /** Counts from 1, as people do. */
  readonly page: number
}
export type Sort = CatalogQuery['sort']

export const sorts: readonly (readonly [Sort, string])[] = [
  ['name', 'Name'],
  ['price', 'Price, lowest first'],
  ['-price', 'Price, highest first'],
  ['rating', 'Best rated'],
  ['newest', 'Newest'],
]
export const pageSize = 12

/** An address can be typed: what makes no sense in it is left out. */
export function readFilters(params: URLSearchParams): Filters {
  const sort = sorts.find(([name]) => name === params.get('sort'))?.[0] ?? 'name'
  return {
    search: (params.get('search') ?? '').trim().slice(0, 100),
    brandId: params.get('brandId') ?? '',
    categoryId: params.get('categoryId') ?? '',
    minPrice: whole(params.get('minPrice')),
    maxPrice: whole(params.get('maxPrice')),
    sort,
    page: Math.min(whole(params.get('page')) || 1, 100_000),
  }
}

const whole = (text: string | null): number | undefined =>
  text !== null && /^\d{1,9}$/.test(text) ? Number(text) : undefined

/** The address for these filters; what is as usual is not in it. */
export function toParams({ sort, page, ...rest }: Filters): URLSearchParams {
  const params = new URLSearchParams(given(rest))
  if (sort !== 'name') params.set('sort', sort)
  if (page > 1) params.set('page', String(page))
  return params
}

/** The query that asks the API for the page. */
export const toQuery = ({ page, ...rest }: Filters): string =>
  new URLSearchParams({
    ...given(rest),
    pageIndex: String(page - 1),
    pageSize: String(pageSize),
  }).toString()

const given = (fields: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(fields)
      .filter(([, value]) => value !== undefined && value !== '')
      .map(([name, value]) => [name, String(value)]),
  )

/** Whether anything narrows the catalog down. */
export const isNarrowed = ({ page: _, sort: __, ...rest }: Filters): boolean =>
  Object.keys(given(rest)).length > 0
