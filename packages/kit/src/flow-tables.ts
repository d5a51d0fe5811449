import { type Kysely, type Migration, sql } from 'kysely'

// How many events a service has published and handled since its beginning: what is older than a
// mark is in the totals, the rest is counted where it is (flow-counts.ts).

export type FlowTotalsTable = {
  kind: 'published' | 'handled'
  /** The source that published, or the handler that handled. */
  party: string
  topic: string
  type: string
  count: number
  last_at: Date
}

export type FlowMarksTable = { kind: FlowTotalsTable['kind']; counted_until: Date }

export type FlowTables = { flow_totals: FlowTotalsTable; flow_marks: FlowMarksTable }

export const flowMigration: Migration = {
  async up(db: Kysely<unknown>) {
    for (const statement of statements) await sql.raw(statement).execute(db)
  },
}

const statements = [
  `create table flow_totals (
    kind text not null, party text not null, topic text not null, type text not null,
    count bigint not null, last_at timestamptz not null, primary key (kind, party, topic, type))`,
  'create table flow_marks (kind text primary key, counted_until timestamptz not null)',
  `insert into flow_marks values ('published', '-infinity'), ('handled', '-infinity')`,
  'create index failures_last on failures (last_at)',
  'create index failures_subject on failures (subject)',
]
