import { type Kysely, type Migration, sql } from 'kysely'

export const migrations: Record<string, Migration> = {
  '001_desk': {
    async up(db: Kysely<unknown>) {
      for (const statement of statements) await sql.raw(statement).execute(db)
    },
  },
}

const statements = [
  `create table dead_letters (
    id uuid primary key, dead_letter_topic text not null, event_id text not null,
    consumer text not null,
    status text not null, topic text, type text, source text, subject text,
    message text, encoding text not null, headers jsonb not null, arrivals int not null,
    reason text, attempts int, failed_at timestamptz, asked int not null, ask_at timestamptz,
    first_arrived_at timestamptz not null, arrived_at timestamptz not null, closed_at timestamptz,
    unique (dead_letter_topic, event_id))`,
  'create index dead_letters_arrived on dead_letters (arrived_at desc, id)',
  'create index dead_letters_status on dead_letters (status, arrived_at desc, id)',
  'create index dead_letters_flow on dead_letters (consumer, topic, status)',
  'create index dead_letters_subject on dead_letters (subject)',
  'create index dead_letters_ask on dead_letters (ask_at) where ask_at is not null',
  'create index dead_letters_closed on dead_letters (closed_at) where message is not null',
  `create table redrives (
    id uuid primary key, dead_letter_id uuid not null references dead_letters, topic text not null,
    key text not null, event text not null, edited boolean not null,
    requested_at timestamptz not null, requested_by text not null, left_at timestamptz,
    published_at timestamptz,
    attempts int not null default 0, retry_at timestamptz, last_error text)`,
  'create index redrives_waiting on redrives (requested_at) where published_at is null',
  'create index redrives_dead_letter on redrives (dead_letter_id)',
  `create table audit (
    id uuid primary key, dead_letter_id uuid not null references dead_letters,
    at timestamptz not null, actor text not null, actor_name text not null, action text not null,
    before text, after text)`,
  'create index audit_dead_letter on audit (dead_letter_id)',
]
