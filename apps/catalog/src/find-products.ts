import type { Page, Product } from '@shop/kit/api.ts'
import { type Kysely, type RawBuilder, sql } from 'kysely'
import { bySimilarity, orderOf } from './product-order.ts'
import { productColumns, products, toProduct } from './product-store.ts'
import { patternOf, wordsOf } from './searchable.ts'
import { type ItemsQuery, mostIds } from './shapes.ts'
import { countProducts } from './shelves.ts'
import type { Tables } from './tables.ts'

type Condition = RawBuilder<boolean>
type Order = RawBuilder<unknown>

/**
 * One page of the products that can be bought. A search finds the products that have all its
 * words; where none has, those with words that are spelt much the same.
 */
export async function findProducts(db: Kysely<Tables>, query: ItemsQuery): Promise<Page<Product>> {
  const { search } = query
  if (!search) return findPage(db, query, [], orderOf(query))
  const words = wordsOf(search)
  if (words.length === 0) return { ...pageOf(query), items: [], total: 0 }
  const exact = await findPage(db, query, words.map(has), orderOf(query))
  return exact.total > 0 ? exact : findSimilar(db, query, search, words)
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

const has = (word: string): Condition => sql`products.search like ${patternOf(word)}`

const findSimilar = (
  db: Kysely<Tables>,
  query: ItemsQuery,
  search: string,
  words: readonly string[],
) =>
  db.transaction().execute(async (tx) => {
    await sql`select set_config('pg_trgm.word_similarity_threshold', '0.4', true)`.execute(tx)
    const similar = (word: string): Condition =>
      // A single word that none has needn't be looked for once more.
      words.length === 1
        ? sql`${word} <% products.title`
        : sql`(${has(word)} or ${word} <% products.title)`
    const order = query.sort ? orderOf(query) : bySimilarity(search)
    return findPage(tx, query, words.map(similar), order)
  })

async function findPage(
  db: Kysely<Tables>,
  query: ItemsQuery,
  match: readonly Condition[],
  order: Order,
): Promise<Page<Product>> {
  const { pageIndex, pageSize } = pageOf(query)
  const wanted = all([sql`products.archived_at is null`, ...match, ...filtersOf(query)])
  // A search has to look at all it finds, and so counts it on the way.
  const found: RawBuilder<number | null> = match.length > 0 ? sql`count(*) over ()` : sql`null`
  // Skipping pages by their ids alone leaves the wide rows of those pages unread.
  const page = db
    .selectFrom('products')
    .where(wanted)
    .select(['id', found.as('found')])
    .orderBy(order)
    .limit(pageSize)
    .offset(pageIndex * pageSize)
  const rows = await products(db)
    .innerJoin(page.as('page'), 'page.id', 'products.id')
    .select([...productColumns, 'page.found'])
    .orderBy(order)
    .execute()
  const total = rows[0]?.found ?? (await countOf(db, query, match, wanted))
  return { items: rows.map(toProduct), total, pageIndex, pageSize }
}

async function countOf(
  db: Kysely<Tables>,
  query: ItemsQuery,
  match: readonly Condition[],
  wanted: Condition,
): Promise<number> {
  const { minPrice, maxPrice } = query
  const whole = match.length === 0 && minPrice === undefined && maxPrice === undefined
  if (whole) return countProducts(db, query)
  const { total } = await db
    .selectFrom('products')
    .where(wanted)
    .select((row) => row.fn.countAll<number>().as('total'))
    .executeTakeFirstOrThrow()
  return total
}

const pageOf = ({ pageIndex, pageSize }: ItemsQuery) => ({ pageIndex, pageSize })

const all = (conditions: readonly Condition[]): Condition =>
  sql`(${sql.join(conditions, sql` and `)})`

const filtersOf = ({ brandId, categoryId, minPrice, maxPrice }: ItemsQuery): Condition[] => [
  ...(brandId ? [sql<boolean>`products.brand_id = ${brandId}`] : []),
  ...(categoryId ? [sql<boolean>`products.category_id = ${categoryId}`] : []),
  ...(minPrice === undefined ? [] : [sql<boolean>`products.price >= ${minPrice}`]),
  ...(maxPrice === undefined ? [] : [sql<boolean>`products.price <= ${maxPrice}`]),
]
