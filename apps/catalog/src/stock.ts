import { sql, type Transaction } from 'kysely'
import type { Line, Move, Stock } from './reservation.ts'
import type { Tables } from './tables.ts'

/**
 * Locks products in the order of their ids, so that two orders never wait for each other, and
 * gives how many of each can be bought.
 */
export async function lockStock(
  tx: Transaction<Tables>,
  productIds: readonly string[],
): Promise<Stock> {
  if (productIds.length === 0) return new Map()
  const rows = await tx
    .selectFrom('products')
    .where('id', '=', sql<string>`any(${productIds}::text[])`)
    .select(['id', 'available', 'archived_at'])
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
  return new Map(rows.filter((row) => !row.archived_at).map((row) => [row.id, row.available]))
}

type Change = {
  readonly available: -1 | 0 | 1
  readonly reserved: -1 | 0 | 1
  readonly sold: 0 | 1
}

const changes: Readonly<Record<Move, Change>> = {
  reserve: { available: -1, reserved: 1, sold: 0 },
  sell: { available: 0, reserved: -1, sold: 1 },
  release: { available: 1, reserved: -1, sold: 0 },
  'sell-unreserved': { available: -1, reserved: 0, sold: 1 },
}

/** Moves the units of all lines or, where one has too few, of none: then it throws. */
export async function moveStock(tx: Transaction<Tables>, move: Move, lines: readonly Line[]) {
  const { available, reserved, sold } = changes[move]
  const ids = lines.map((line) => line.productId)
  const units = lines.map((line) => line.units)
  const { numAffectedRows } = await sql`
    update products p set
      available = p.available + ${available} * line.units,
      reserved = p.reserved + ${reserved} * line.units,
      sold = p.sold + ${sold} * line.units
    from unnest(${ids}::text[], ${units}::bigint[]) as line (id, units)
    where p.id = line.id
      and p.available + ${available} * line.units >= 0
      and p.reserved + ${reserved} * line.units >= 0`.execute(tx)
  if (numAffectedRows !== BigInt(lines.length)) {
    throw new Error(`${move}: ${numAffectedRows} of ${lines.length} lines have the stock for it`)
  }
}
