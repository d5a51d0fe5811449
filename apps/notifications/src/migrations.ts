import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

export const migrations = {
  '001_updates': statements(
    'create table buyers (buyer_id text primary key, last_seq bigint not null)',
    `create table updates (
      buyer_id text not null, seq bigint not null, order_id uuid not null, version int not null,
      status text not null, previous_status text, description text not null,
      occurred_at timestamptz not null, superseded_at timestamptz, primary key (buyer_id, seq))`,
    'create index updates_latest on updates (order_id) where superseded_at is null',
    'create index updates_superseded on updates (superseded_at) where superseded_at is not null',
    `create table orders (
      order_id uuid primary key, buyer_id text not null, version int not null,
      status text not null, email text,
      asked int not null, next_ask_at timestamptz, stuck_at timestamptz)`,
    'create index orders_to_ask on orders (next_ask_at) where next_ask_at is not null',
  ),
  '002_mails': statements(
    `create table mails (
      order_id uuid not null, version int not null, status text not null,
      description text not null, email text, written_at timestamptz not null,
      attempts int not null, next_try_at timestamptz, sent_at timestamptz, failed_at timestamptz,
      last_error text, primary key (order_id, version))`,
    'create index mails_to_send on mails (next_try_at) where next_try_at is not null',
    'create index mails_written on mails (written_at)',
  ),
}
