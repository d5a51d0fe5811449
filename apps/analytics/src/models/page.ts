import type { Page } from '@shop/kit/api.ts'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Tables } from '../tables.ts'

type Paging = { readonly pageIndex: number; readonly pageSize: number }

/** One page of what a query finds, and how many it finds in all; the query is run once for both. */
export async function pageOf<T>(
  db: Kysely<Tables>,
  query: RawBuilder<T>,
  order: RawBuilder<unknown>,
  { pageIndex, pageSize }: Paging,
): Promise<Page<T>> {
  const { rows } = await sql<Pick<Page<T>, 'items' | 'total'>>`
    with found as materialized (${query}),
      page as (select * from found order by ${order} limit ${pageSize} offset ${pageIndex * pageSize})
    select (select count(*) from found) as total,
      (select coalesce(json_agg(page order by ${order}), '[]') from page) as items`.execute(db)
  return { items: [], total: 0, ...rows[0], pageIndex, pageSize }
}
