import { taskStatements } from '@shop/kit/task-execution.ts'
import { type Kysely, type Migration, sql } from 'kysely'

const statements = (...all: string[]): Migration => ({
  async up(db: Kysely<unknown>) {
    for (const statement of all) await sql.raw(statement).execute(db)
  },
})

export const migrations = {
  '001_payments': statements(
    `create table payments (
      order_id uuid primary key, buyer_id text not null,
      status text not null check (status in
        ('requested', 'charging', 'captured', 'failed', 'refunding', 'refunded', 'voided')),
      amount bigint check (amount >= 0), currency text, token text,
      cancelled boolean not null, reason text, order_version int not null, claimed_at timestamptz,
      asked int not null, next_ask_at timestamptz, settled_at timestamptz, stuck_at timestamptz,
      created_at timestamptz not null, changed_at timestamptz not null,
      check (status = 'voided' or (amount is not null and currency is not null and token is not null)))`,
    `create index payments_to_charge on payments (created_at) where status in ('requested', 'charging')`,
    `create index payments_to_refund on payments (changed_at) where status = 'refunding'`,
    'create index payments_to_ask on payments (next_ask_at) where next_ask_at is not null',
    `create table payment_methods (
      token text primary key, owner_id text not null, brand text not null, last4 char(4) not null,
      expires char(5) not null, created_at timestamptz not null)`,
  ),
  '002_demo_provider': statements(
    `create table demo_provider_tokens (
      token text primary key, outcome text not null, created_at timestamptz not null)`,
    `create table demo_provider_charges (
      key text primary key, token text not null, amount bigint not null, currency text not null,
      reason text, charged_at timestamptz not null, refunded_at timestamptz)`,
  ),
  '003_task_execution': statements(...taskStatements),
}
