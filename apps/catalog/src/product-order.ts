import { type RawBuilder, sql } from 'kysely'
import { searchable } from './searchable.ts'
import type { ItemsQuery, Sort } from './shapes.ts'

const byName = sql`lower(products.name) collate "C", products.id`

// Each of these is an index, read forwards or backwards.
export const orders: Readonly<Record<Sort, RawBuilder<unknown>>> = {
  name: byName,
  price: sql`products.price, products.id`,
  '-price': sql`products.price desc, products.id desc`,
  rating: sql`products.rating_average desc nulls last, products.rating_count desc,
    products.created_at desc, products.id`,
  newest: sql`products.created_at desc, products.id desc`,
}

/** Names that begin with what is looked for come first, then those that are most like it. */
function relevance(search: string): RawBuilder<unknown> {
  const wanted = searchable(search).trim()
  return sql`(products.title like ${` ${wanted}%`}) desc,
    word_similarity(${wanted}, products.title) desc,
    similarity(${wanted}, products.title) desc, ${byName}`
}

/** The order that was asked for; without one a search is answered by relevance, all else by name. */
export const orderOf = ({ sort, search }: ItemsQuery) =>
  sort ? orders[sort] : search ? relevance(search) : byName
