import { type Generated, type Kysely, type Migration, sql } from 'kysely'

// The tables of delivery that each service has beside its own (DESIGN §3).

type Timestamp = Date

export type OutboxTable = {
  id: string
  /** Drawn while the aggregate's row is locked, so it is the order of the key's events. */
  seq: Generated<number>
  topic: string
  type: string
  source: string
  subject: string
  data: string
  priority: string | null
  traceparent: string | null
  occurred_at: Timestamp
  published_at: Timestamp | null
  attempts: Generated<number>
  retry_at: Timestamp | null
  last_error: string | null
}

export type InboxTable = {
  event_id: string
  handler: string
  topic: string
  type: string
  subject: string | null
  handled_at: Generated<Timestamp>
}

export type FailuresTable = {
  event_id: string
  handler: string
  topic: string
  type: string
  subject: string | null
  attempts: Generated<number>
  last_error: string
  first_at: Generated<Timestamp>
  last_at: Generated<Timestamp>
}

export type RelayHoldsTable = { reason: string; since: Generated<Timestamp> }

export type MessagingTables = {
  outbox: OutboxTable
  inbox: InboxTable
  failures: FailuresTable
  relay_holds: RelayHoldsTable
}

export const messagingMigration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

/**
 * While there is a row, a service says all that it says into its outbox and publishes nothing of
 * it: so the broker can be exchanged under a shop that goes on taking orders.
 */
export const relayHoldsMigration: Migration = {
  async up(db: Kysely<unknown>) {
    const columns = 'reason text primary key, since timestamptz not null default now()'
    await sql.raw(`create table relay_holds (${columns})`).execute(db)
  },
}

const statements = [
  `create table outbox (
    id uuid primary key, seq bigserial not null, topic text not null, type text not null,
    source text not null, subject text not null, data jsonb not null, priority text,
    traceparent text, occurred_at timestamptz not null, published_at timestamptz,
    attempts int not null default 0, retry_at timestamptz, last_error text)`,
  'create index outbox_waiting on outbox (subject, seq) where published_at is null',
  'create index outbox_waiting_seq on outbox (seq) where published_at is null',
  'create index outbox_subject on outbox (subject)',
  'create index outbox_published on outbox (published_at)',
  `create table inbox (
    event_id text not null, handler text not null, topic text not null, type text not null,
    subject text, handled_at timestamptz not null default now(), primary key (event_id, handler))`,
  'create index inbox_subject on inbox (subject)',
  'create index inbox_handled on inbox (handled_at)',
  `create table failures (
    event_id text not null, handler text not null, topic text not null, type text not null,
    subject text, attempts int not null default 1, last_error text not null,
    first_at timestamptz not null default now(), last_at timestamptz not null default now(),
    primary key (event_id, handler))`,
]
