import type { OrderStatusEvent } from '@shop/kit/api.ts'
import type { UpdateRow } from './update-store.ts'

// The text of an event stream (HTML Standard §9.2, Server-sent events).

/** One `order-status` event; JSON has no line breaks, so its data is one line. */
export function eventText(row: UpdateRow): string {
  const data: OrderStatusEvent = {
    orderId: row.order_id,
    version: row.version,
    status: row.status,
    previousStatus: row.previous_status,
    description: row.description,
    occurredAt: row.occurred_at.toISOString(),
  }
  return `id: ${row.seq}\nevent: order-status\ndata: ${JSON.stringify(data)}\n\n`
}

/** A block without data is no event, but its id is where a client takes up that never heard one. */
export const greeting = (after: number, retry: number): string =>
  `: connected\nretry: ${retry}\nid: ${after}\n\n`

/** How long a client is to wait before it connects again. */
export const retryText = (ms: number): string => `retry: ${ms}\n\n`

export const heartbeat = ': heartbeat\n\n'
