import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

export const migrations = {
  '001_checkouts': statements(
    `create table checkouts (
      order_id uuid primary key, basket_id uuid not null unique, user_id text not null,
      request_id text not null, body_hash text not null, accepted jsonb not null,
      accepted_at timestamptz not null, confirmed_at timestamptz,
      asked int not null, next_ask_at timestamptz, stuck_at timestamptz,
      unique (user_id, request_id))`,
    'create index checkouts_to_ask on checkouts (next_ask_at) where next_ask_at is not null',
    `create table abandoned_checkouts (
      order_id uuid primary key, abandoned_at timestamptz not null)`,
    'create index abandoned_checkouts_old on abandoned_checkouts (abandoned_at)',
  ),
  '002_prices': statements(
    `create table prices (
      product_id text primary key, version int not null, amount bigint not null,
      currency text not null, changed_at timestamptz not null)`,
  ),
}
