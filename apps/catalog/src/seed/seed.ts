import type { Kysely, Transaction } from 'kysely'
import { sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type SeedProduct, seedProduct } from './generate.ts'
import { brands, categories } from './range.ts'

type Settings = {
  readonly SEED_PRODUCTS: number
  readonly SEED_STOCK?: number | undefined
  readonly SHOP_CURRENCY: string
}

/** So many that the sending of a statement costs little beside the work in it. */
const batch = 5_000

/**
 * Fills the shop with its first `SEED_PRODUCTS` products, or adds those that it lacks. What is
 * there stays as it is, so seeding again changes nothing.
 */
export async function seed(db: Kysely<Tables>, settings: Settings) {
  const added = await db.transaction().execute((tx) => addMissing(tx, settings))
  // Else the first searches in a freshly filled table would be planned for an empty one.
  if (added > 0) await sql`vacuum (analyze) products`.execute(db)
}

async function addMissing(tx: Transaction<Tables>, settings: Settings): Promise<number> {
  // Replicas that start together take turns.
  await sql`select pg_advisory_xact_lock(hashtext('seed'))`.execute(tx)
  for (const [table, rows] of [
    ['brands', brands],
    ['categories', categories],
  ] as const) {
    await tx
      .insertInto(table)
      .values([...rows])
      .onConflict((row) => row.column('id').doNothing())
      .execute()
  }
  const { last } = await tx
    .selectFrom('products')
    .select((row) => row.fn.coalesce(row.fn.max('seed_number'), row.lit(0)).as('last'))
    .executeTakeFirstOrThrow()
  for (let first = last + 1; first <= settings.SEED_PRODUCTS; first += batch) {
    await insert(tx, first, Math.min(first + batch - 1, settings.SEED_PRODUCTS), settings)
  }
  await sql`
    insert into shelves as shelf (brand_id, category_id, products)
    select brand_id, category_id, count(*) from products where seed_number > ${last} group by 1, 2
    on conflict (brand_id, category_id)
    do update set products = shelf.products + excluded.products`.execute(tx)
  return Math.max(0, settings.SEED_PRODUCTS - last)
}

async function insert(tx: Transaction<Tables>, first: number, last: number, settings: Settings) {
  const { SHOP_CURRENCY: currency, SEED_STOCK } = settings
  const rows = Array.from({ length: last - first + 1 }, (_, index) => {
    const product = seedProduct(first + index)
    return toRow({ ...product, stock: SEED_STOCK ?? product.stock })
  })
  await sql`
    insert into products (id, seed_number, name, description, price, currency, brand_id,
      category_id, available, seeded, title, search, created_at)
    select id, seed_number, name, description, price, ${currency}, brand_id, category_id, stock,
      stock, title, search, created_at
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as seeds (id text, seed_number int,
      name text, description text, price bigint, brand_id text, category_id text, stock bigint,
      title text, search text, created_at timestamptz)`.execute(tx)
}

const toRow = (product: SeedProduct) => ({
  id: product.id,
  seed_number: product.number,
  name: product.name,
  description: product.description,
  price: product.price,
  brand_id: product.brandId,
  category_id: product.categoryId,
  stock: product.stock,
  title: product.title,
  search: product.search,
  created_at: product.createdAt,
})
