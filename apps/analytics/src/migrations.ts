import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

export const migrations = {
  '001_orders': statements(
    `create table events (
      event_id text primary key, order_id uuid not null, type text not null, fact jsonb not null,
      heard_at timestamptz not null)`,
    'create index events_order on events (order_id)',
    'create index events_heard on events (heard_at)',
    `create table orders (
      order_id uuid primary key, buyer_id text, buyer_name text, has_lines boolean not null,
      total bigint, version int not null, status text, checked_out_at timestamptz,
      submitted_at timestamptz, awaiting_validation_at timestamptz, stock_confirmed_at timestamptz,
      paid_at timestamptz, shipped_at timestamptz, cancelled_at timestamptz, cancelled_from text,
      answered_paid_at timestamptz, payment_succeeded_at timestamptz,
      payment_failed_at timestamptz, payment_refunded_at timestamptz,
      placed_at timestamptz, sold_at timestamptz, latest_at timestamptz,
      asked int not null, next_ask_at timestamptz, stuck_at timestamptz,
      is_partial boolean not null default false)`,
    'create index orders_placed on orders (placed_at)',
    'create index orders_sold on orders (sold_at) where sold_at is not null',
    'create index orders_latest on orders (latest_at)',
    'create index orders_to_ask on orders (next_ask_at) where next_ask_at is not null',
    `create table order_lines (
      order_id uuid not null, product_id text not null, name text not null,
      brand_id text not null, brand text not null, category_id text not null,
      category text not null, units int not null, amount bigint not null, sold_at timestamptz,
      primary key (order_id, product_id))`,
    'create index order_lines_sold on order_lines (sold_at) where sold_at is not null',
    'create index order_lines_product on order_lines (product_id, sold_at)',
  ),
  '002_summaries': statements(
    'create table changed_minutes (minute timestamptz not null)',
    'create index changed_minutes_minute on changed_minutes (minute)',
    `create table summaries (
      minute timestamptz primary key, said jsonb not null, said_at timestamptz not null,
      times int not null)`,
  ),
}
