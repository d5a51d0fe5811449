import type { Settled } from './ledger.ts'

export type Percentiles = {
  readonly p50: number
  readonly p95: number
  readonly p99: number
  readonly max: number
}

export type LoadSummary = {
  readonly orders: number
  /** From the first request to the last checkout's answer, and to the end of the last order. */
  readonly placingSeconds: number
  readonly seconds: number
  readonly placedPerSecond: number
  readonly ordersPerSecond: number
  readonly checkoutMs: Percentiles
  /** From the sending of the checkout until ordering had the order paid. */
  readonly paidMs: Percentiles
  /** How many orders ended how; cancelled ones by their reason. */
  readonly outcomes: Readonly<Record<string, number>>
  /** Requests that were sent again. */
  readonly retries: number
}

const round = (value: number, digits = 1) => Number(value.toFixed(digits))

/** Nearest rank; 0 of nothing. */
export function percentiles(values: readonly number[]): Percentiles {
  const sorted = [...values].sort((a, b) => a - b)
  const at = (share: number) => sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? 0
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1) }
}

export function summarise(
  orders: readonly Settled[],
  startedAt: number,
  retries: number,
): LoadSummary {
  const placedAt = Math.max(startedAt, ...orders.map((one) => one.sentAt + one.checkoutMs))
  const endedAt = Math.max(placedAt, ...orders.flatMap(({ end }) => (end ? [end.at] : [])))
  const [placing, whole] = [(placedAt - startedAt) / 1_000, (endedAt - startedAt) / 1_000]
  const paid = orders.flatMap(({ end, sentAt }) =>
    end?.status === 'Paid' ? [end.at - sentAt] : [],
  )
  return {
    orders: orders.length,
    placingSeconds: round(placing),
    seconds: round(whole),
    placedPerSecond: round(orders.length / placing),
    ordersPerSecond: round(orders.length / whole),
    checkoutMs: percentiles(orders.map((one) => one.checkoutMs)),
    paidMs: percentiles(paid),
    outcomes: count(orders.map(outcomeOf)),
    retries,
  }
}

function outcomeOf({ end }: Settled): string {
  if (!end) return 'open'
  // Which product is of no interest here.
  return end.status === 'Cancelled' ? `Cancelled: ${end.description.split(':')[0]}` : end.status
}

function count(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const name of [...names].sort()) counts[name] = (counts[name] ?? 0) + 1
  return counts
}
