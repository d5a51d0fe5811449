import { type RawBuilder, sql } from 'kysely'
import { searchable } from './searchable.ts'
import type { ItemsQuery, Sort } from './shapes.ts'

// Each of these but relevance is an index, read forwards or backwards.
export const orders: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: sql`products.sort_name, products.id`,
  price: sql`products.price, products.id`,
  '-price': sql`products.price desc, products.id desc`,
  rating: sql`products.rating_average desc nulls last, products.rating_count desc,
    products.created_at desc, products.id`,
  newest: sql`products.created_at desc, products.id desc`,
}

/** The order that was asked for; without one a search is answered by relevance, all else by name. */
export const orderOf = ({ sort, search }: ItemsQuery): RawBuilder<unknown> =>
  sort ? orders[sort] : search ? byRelevance(searchable(search)) : orders.name

/**
 * Names that begin or end with what is looked for, then others that hold it, then what only its
 * brand, category or description has; among these the shorter name, which says less beside it.
 */
const byRelevance = (wanted: string) => sql`
  (products.title like ${`${wanted}%`} or products.title like ${`%${wanted}`}) desc,
  (products.title like ${`%${wanted.trim()}%`}) desc,
  length(products.title), ${orders.name}`

/** The most similar names first, for words that nothing is spelt like. */
export const bySimilarity = (search: string): RawBuilder<unknown> =>
  sql`word_similarity(${searchable(search).trim()}, products.title) desc, ${orders.name}`
