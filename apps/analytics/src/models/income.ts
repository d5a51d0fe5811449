import type { IncomeByGroup } from '@shop/kit/api.ts'
import { type Kysely, sql } from 'kysely'
import type { Tables } from '../tables.ts'
import { type Range, within } from './range.ts'

type Income = {
  readonly income: number
  /** Of orders whose payment has no time of its own: another stands in for it. */
  readonly estimatedOrders: number
  readonly estimatedIncome: number
}

/** What the orders brought that were paid for in the range. */
export async function totalIncome(db: Kysely<Tables>, range: Range): Promise<Income> {
  const { rows } = await sql<Income>`
    select coalesce(sum(total), 0)::bigint as income,
      count(*) filter (where paid_at is null) as "estimatedOrders",
      coalesce(sum(total) filter (where paid_at is null), 0)::bigint as "estimatedIncome"
    from orders where sold_at is not null and ${within('sold_at', range)}`.execute(db)
  return rows[0] ?? { income: 0, estimatedOrders: 0, estimatedIncome: 0 }
}

type Row = { id: string; name: string; income: number; units: number }

/** The same by what was sold, highest first. */
export async function incomeBy(
  db: Kysely<Tables>,
  by: 'category' | 'brand',
  range: Range,
  currency: string,
): Promise<IncomeByGroup> {
  const { rows } = await sql<Row>`
    select ${sql.ref(`${by}_id`)} as id, max(${sql.ref(by)}) as name,
      sum(amount)::bigint as income, sum(units) as units
    from order_lines where sold_at is not null and ${within('sold_at', range)}
    group by 1 order by income desc, id`.execute(db)
  const items = rows.map(({ income, ...row }) => ({ ...row, income: { amount: income, currency } }))
  return { items }
}
