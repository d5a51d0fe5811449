import type { Named, Page } from '@shop/kit/api.ts'
import type { Kysely } from 'kysely'
import type { Tables } from './tables.ts'

type Paging = { readonly pageIndex: number; readonly pageSize: number }

/** One page of the brands or categories, by name. */
export async function listNamed(
  db: Kysely<Tables>,
  table: 'brands' | 'categories',
  { pageIndex, pageSize }: Paging,
): Promise<Page<Named>> {
  const items = await db
    .selectFrom(table)
    .select(['id', 'name'])
    .orderBy('name')
    .orderBy('id')
    .limit(pageSize)
    .offset(pageIndex * pageSize)
    .execute()
  const { total } = await db
    .selectFrom(table)
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items, total, pageIndex, pageSize }
}
