import { taskStatements, tickStatements } from '@shop/kit/task-execution.ts'
import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

/** Of ordering and of its grace-period task: whichever starts first brings the tables up to date. */
export const migrations = {
  '001_orders': statements(
    `create table buyers (
      id text primary key, name text not null, email text not null,
      created_at timestamptz not null)`,
    `create table payment_methods (
      id uuid primary key, buyer_id text not null references buyers, brand text not null,
      last4 char(4) not null, expires text not null, created_at timestamptz not null,
      last_used_at timestamptz not null, unique (buyer_id, brand, last4, expires))`,
    `create table orders (
      order_id uuid primary key, basket_id uuid not null, request_id text not null,
      buyer_id text not null references buyers,
      payment_method_id uuid not null references payment_methods, payment_token text not null,
      priority text not null, address jsonb not null, items jsonb not null, total bigint not null,
      currency text not null, placed_at timestamptz not null,
      status text not null check (status in ('Submitted', 'AwaitingValidation', 'StockConfirmed',
        'Paid', 'Shipped', 'Cancelled')),
      version int not null, description text not null, changed_at timestamptz not null,
      refunded_at timestamptz, asked int not null, next_ask_at timestamptz, stuck_at timestamptz)`,
    'create index orders_of_buyer on orders (buyer_id, placed_at)',
    'create index orders_recent on orders (placed_at)',
    'create index orders_by_status on orders (status, placed_at)',
    'create index orders_to_ask on orders (next_ask_at) where next_ask_at is not null',
    `create table order_history (
      order_id uuid not null references orders, position int not null, status text not null,
      at timestamptz not null, actor text not null, reason text not null,
      primary key (order_id, position))`,
  ),
  '002_commands': statements(
    `create table commands (
      user_id text not null, request_id text not null, command text not null, answer jsonb,
      given_at timestamptz not null, primary key (user_id, request_id))`,
    'create index commands_given on commands (given_at)',
  ),
  '003_task_execution': statements(...taskStatements, ...tickStatements),
}
