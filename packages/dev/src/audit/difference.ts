import { type Databases, databaseOf } from './databases.ts'

/** Rows of one database: `key` says what one is about, `value` what is known of it; both text. */
export type Relation = {
  readonly app: string
  readonly sql: string
  readonly values?: readonly unknown[]
}

/** A key of which the two sides don't know the same; each side's values, sorted. */
export type Difference = {
  readonly key: string
  readonly left: readonly string[]
  readonly right: readonly string[]
}

/**
 * What two databases don't agree on. Each adds up its rows in some thousand buckets by a hash of
 * their key; only rows of buckets that differ are sent and compared one by one, so that a healthy
 * shop of a million events sends next to nothing.
 */
export async function differences(
  databases: Databases,
  left: Relation,
  right: Relation,
): Promise<readonly Difference[]> {
  const [ours, theirs] = await Promise.all([sums(databases, left), sums(databases, right)])
  const buckets = [...new Set([...ours.keys(), ...theirs.keys()])].filter(
    (bucket) => ours.get(bucket) !== theirs.get(bucket),
  )
  if (buckets.length === 0) return []
  const [mine, yours] = await Promise.all([
    rowsOf(databases, left, buckets),
    rowsOf(databases, right, buckets),
  ])
  return [...new Set([...mine.keys(), ...yours.keys()])]
    .map((key) => ({ key, left: mine.get(key) ?? [], right: yours.get(key) ?? [] }))
    .filter((one) => one.left.join('\n') !== one.right.join('\n'))
}

const bucket = 'hashtextextended(key, 0) & 4095'

async function sums(databases: Databases, { app, sql, values = [] }: Relation) {
  const rows = await databaseOf(databases, app)<{ bucket: string; sum: string }>(
    `select (${bucket})::text as bucket,
       count(*) || ' ' || sum(hashtextextended(key || '|' || value, 1)) as sum
     from (${sql}) as relation group by 1`,
    values,
  )
  return new Map(rows.map((row) => [row.bucket, row.sum]))
}

async function rowsOf(
  databases: Databases,
  { app, sql, values = [] }: Relation,
  buckets: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await databaseOf(databases, app)<{ key: string; value: string }>(
    `select key, value from (${sql}) as relation
     where (${bucket}) = any($${values.length + 1}::bigint[]) order by key, value`,
    [...values, buckets],
  )
  const byKey = new Map<string, string[]>()
  for (const { key, value } of rows) byKey.set(key, [...(byKey.get(key) ?? []), value])
  return byKey
}
