import { type Kysely, sql, type Transaction } from 'kysely'
import type { Decision, Order, Reservation, Stock } from './reservation.ts'
import { lockStock, moveStock } from './stock.ts'
import type { ReservationsTable, Tables } from './tables.ts'

/**
 * Makes or changes an order's reservation by a pure decision, and moves the stock with it.
 * Gives what was known before and what was decided; undefined where nothing was.
 */
export async function putReservation(
  tx: Transaction<Tables>,
  order: Pick<Order, 'orderId' | 'lines'>,
  decide: (known: Reservation | undefined, stock: Stock) => Decision | undefined,
  now: Date,
): Promise<{ known: Reservation | undefined; reservation: Reservation } | undefined> {
  await lockOrder(tx, order.orderId)
  const known = await findReservation(tx, order.orderId)
  const lines = known?.lines ?? order.lines
  const stock = await lockStock(
    tx,
    lines.map((line) => line.productId),
  )
  const decision = decide(known, stock)
  if (!decision) return undefined
  const { reservation, move } = decision
  await (known ? update(tx, reservation, now) : insert(tx, reservation, now))
  if (move) await moveStock(tx, move, reservation.lines)
  return { known, reservation }
}

/** Events of one order are handled one after the other, also while it has no row to lock. */
const lockOrder = (tx: Transaction<Tables>, orderId: string) =>
  sql`select pg_advisory_xact_lock(hashtextextended(${orderId}, 0))`.execute(tx)

export async function findReservation(
  db: Kysely<Tables>,
  orderId: string,
): Promise<Reservation | undefined> {
  const row = await db
    .selectFrom('reservations')
    .where('order_id', '=', orderId)
    .selectAll()
    .executeTakeFirst()
  if (!row) return undefined
  const lines = await db
    .selectFrom('reservation_lines')
    .where('order_id', '=', orderId)
    .select(['product_id as productId', 'units', 'has_stock as hasStock'])
    .orderBy('product_id')
    .execute()
  return { ...toReservation(row), lines }
}

/** Orders whose reservation has waited long enough to ask what became of them. */
export async function ordersToAsk(db: Kysely<Tables>, now: Date, limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('reservations')
    .where('next_ask_at', '<=', now)
    .orderBy('next_ask_at')
    .limit(limit)
    .select('order_id')
    .execute()
  return rows.map((row) => row.order_id)
}

async function insert(tx: Transaction<Tables>, reservation: Reservation, now: Date) {
  const { orderId: order_id, lines } = reservation
  await tx
    .insertInto('reservations')
    .values({ ...toRow(reservation), order_id, created_at: now, changed_at: now })
    .execute()
  if (lines.length === 0) return
  const rows = lines.map(({ productId, units, hasStock }) => ({
    order_id,
    product_id: productId,
    units,
    has_stock: hasStock,
  }))
  await tx.insertInto('reservation_lines').values(rows).execute()
}

async function update(tx: Transaction<Tables>, reservation: Reservation, now: Date) {
  await tx
    .updateTable('reservations')
    .set({ ...toRow(reservation), changed_at: now })
    .where('order_id', '=', reservation.orderId)
    .execute()
}

const toReservation = (row: ReservationsTable): Omit<Reservation, 'lines'> => ({
  orderId: row.order_id,
  buyerId: row.buyer_id,
  status: row.status,
  orderVersion: row.order_version,
  asked: row.asked,
  nextAskAt: row.next_ask_at ?? undefined,
  stuckAt: row.stuck_at ?? undefined,
})

const toRow = (reservation: Reservation) => ({
  buyer_id: reservation.buyerId,
  status: reservation.status,
  order_version: reservation.orderVersion,
  asked: reservation.asked,
  next_ask_at: reservation.nextAskAt ?? null,
  stuck_at: reservation.stuckAt ?? null,
})
