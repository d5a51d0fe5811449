import type { Page, Product } from '@shop/kit/api.ts'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { orderOf } from './product-order.ts'
import { productColumns, products, toProduct } from './product-store.ts'
import { patternOf, wordsOf } from './searchable.ts'
import { type ItemsQuery, mostIds } from './shapes.ts'
import type { Tables } from './tables.ts'

/**
 * One page of the products that can be bought. A search finds the products that have all its
 * words; where none has, those with words that are spelt much the same.
 */
export async function findProducts(db: Kysely<Tables>, query: ItemsQuery): Promise<Page<Product>> {
  if (query.search === undefined || query.search === '') return findPage(db, query, always)
  const words = wordsOf(query.search)
  if (words.length === 0) return { ...pageOf(query), items: [], total: 0 }
  const exact = await findPage(db, query, hasAll(words))
  return exact.total > 0 ? exact : findResembling(db, query, words)
}

/** The products with these ids, in their order; those that there aren't are left out. */
export async function findByIds(
  db: Kysely<Tables>,
  ids: readonly string[],
): Promise<Page<Product>> {
  const rows = await products(db)
    .select(productColumns)
    .where('products.id', '=', sql<string>`any(${ids}::text[])`)
    .where('products.archived_at', 'is', null)
    .execute()
  const byId = new Map(rows.map((row) => [row.id, toProduct(row)]))
  const items = ids.flatMap((id) => byId.get(id) ?? [])
  return { items, total: items.length, pageIndex: 0, pageSize: mostIds }
}

type Condition = RawBuilder<boolean>

const always: Condition = sql`true`
const all = (conditions: readonly Condition[]): Condition =>
  sql`(${sql.join(conditions, sql` and `)})`
const has = (word: string): Condition => sql`products.search like ${patternOf(word)}`
const hasAll = (words: readonly string[]) => all(words.map(has))

const findResembling = (db: Kysely<Tables>, query: ItemsQuery, words: readonly string[]) =>
  db.transaction().execute(async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', '0.45', true)`.execute(tx)
    const resembles = (word: string): Condition => sql`(${has(word)} or ${word} <% products.title)`
    return findPage(tx, query, all(words.map(resembles)))
  })

async function findPage(
  db: Kysely<Tables>,
  query: ItemsQuery,
  match: Condition,
): Promise<Page<Product>> {
  const { pageIndex, pageSize } = pageOf(query)
  const wanted = all([sql`products.archived_at is null`, match, ...filtersOf(query)])
  const rows = await products(db)
    .select(productColumns)
    .where(wanted)
    .orderBy(orderOf(query))
    .limit(pageSize)
    .offset(pageIndex * pageSize)
    .execute()
  const { total } = await db
    .selectFrom('products')
    .where(wanted)
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return { items: rows.map(toProduct), total, pageIndex, pageSize }
}

const pageOf = ({ pageIndex, pageSize }: ItemsQuery) => ({ pageIndex, pageSize })

const filtersOf = ({ brandId, categoryId, minPrice, maxPrice }: ItemsQuery): Condition[] => [
  ...(brandId ? [sql<boolean>`products.brand_id = ${brandId}`] : []),
  ...(categoryId ? [sql<boolean>`products.category_id = ${categoryId}`] : []),
  ...(minPrice === undefined ? [] : [sql<boolean>`products.price >= ${minPrice}`]),
  ...(maxPrice === undefined ? [] : [sql<boolean>`products.price <= ${maxPrice}`]),
]
