import type { AnalyticsChanged } from '@shop/kit/api.ts'

// The text of an event stream (HTML Standard §9.2, Server-sent events).

/** The id shows, when a client comes back with it, that it may have missed something. */
export function changedText(at: Date): string {
  const data: AnalyticsChanged = { at: at.toISOString() }
  return `id: ${at.getTime()}\nevent: changed\ndata: ${JSON.stringify(data)}\n\n`
}

/** A block without data is no event, but has an id for a client that comes back without having heard one. */
export const greeting = (at: Date, retry: number): string =>
  `: connected\nretry: ${retry}\nid: ${at.getTime()}\n\n`

export const heartbeat = ': heartbeat\n\n'
