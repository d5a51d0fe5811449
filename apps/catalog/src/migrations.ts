import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

export const migrations = {
  '001_products': statements(
    'create table brands (id text primary key, name text not null)',
    'create table categories (id text primary key, name text not null)',
    // Stock moves often and touches no index: room on the page keeps such an update a cheap one.
    `create table products (
      id text primary key, name text not null, description text not null,
      sort_name text collate "C" generated always as (lower(name)) stored,
      price bigint not null check (price > 0), currency char(3) not null,
      version int not null default 1,
      brand_id text not null references brands, category_id text not null references categories,
      available bigint not null check (available >= 0),
      reserved bigint not null default 0 check (reserved >= 0),
      sold bigint not null default 0 check (sold >= 0),
      seeded bigint not null, added bigint not null default 0,
      rating_sum int not null default 0, rating_count int not null default 0,
      rating_average double precision generated always as
        (round(rating_sum::numeric / nullif(rating_count, 0), 2)::double precision) stored,
      picture_version int not null default 1, seed_number int unique,
      title text not null, search text not null,
      created_at timestamptz not null, archived_at timestamptz,
      check (available + reserved + sold = seeded + added)
    ) with (fillfactor = 85)`,
    // Counting a hundred thousand rows costs more than reading a page of them.
    `create table shelves (
      brand_id text not null references brands, category_id text not null references categories,
      products int not null, primary key (brand_id, category_id))`,
  ),
  '002_finding_products': statements(
    'create extension if not exists pg_trgm',
    'create index products_search on products using gin (search gin_trgm_ops)',
    'create index products_title on products using gin (title gin_trgm_ops)',
    'create index products_by_name on products (sort_name, id) where archived_at is null',
    'create index products_by_price on products (price, id) where archived_at is null',
    `create index products_by_rating on products
      (rating_average desc nulls last, rating_count desc, created_at desc, id)
      where archived_at is null`,
    'create index products_by_age on products (created_at, id) where archived_at is null',
    `create index products_of_brand on products (brand_id, category_id, sort_name, id)
      where archived_at is null`,
    `create index products_of_category on products (category_id, sort_name, id)
      where archived_at is null`,
  ),
  '003_reservations': statements(
    `create table reservations (
      order_id uuid primary key, buyer_id text not null,
      status text not null check (status in ('reserved', 'sold', 'released', 'rejected')),
      order_version int not null, asked int not null, next_ask_at timestamptz, stuck_at timestamptz,
      created_at timestamptz not null, changed_at timestamptz not null,
      check (status = 'reserved' or next_ask_at is null))`,
    'create index reservations_to_ask on reservations (next_ask_at) where next_ask_at is not null',
    // No reference to products: what was rejected may be unknown.
    `create table reservation_lines (
      order_id uuid not null references reservations, product_id text not null,
      units bigint not null check (units > 0), has_stock boolean not null,
      primary key (order_id, product_id))`,
    'create index reservation_lines_of_product on reservation_lines (product_id)',
  ),
  '004_ratings': statements(
    `create table purchases (
      buyer_id text not null, product_id text not null, bought_at timestamptz not null,
      primary key (buyer_id, product_id))`,
    `create table ratings (
      product_id text not null references products, buyer_id text not null,
      rating int not null check (rating between 1 and 5), rated_at timestamptz not null,
      primary key (product_id, buyer_id))`,
  ),
  '005_administration': statements(
    `create table pictures (
      product_id text primary key references products, type text not null, body bytea not null,
      uploaded_at timestamptz not null)`,
    `create table commands (
      user_id text not null, request_id text not null, fingerprint text not null,
      answer jsonb not null, done_at timestamptz not null, primary key (user_id, request_id))`,
    'create index commands_done on commands (done_at)',
  ),
}
