import type { LoadReport } from './load.ts'
import type { Percentiles } from './summary.ts'

const shown = 20

/** A load's numbers for a person to read. */
export function describe({ summary, wrong }: LoadReport): string {
  const { orders, placingSeconds, placedPerSecond, seconds, ordersPerSecond, retries } = summary
  const outcomes = Object.entries(summary.outcomes).map(([name, count]) => `${count} ${name}`)
  const more = wrong.length > shown ? [`… and ${wrong.length - shown} more`] : []
  return [
    `  placed        ${orders} in ${placingSeconds} s, ${placedPerSecond}/s; ${retries} requests sent again`,
    `  came to an end in ${seconds} s, ${ordersPerSecond}/s`,
    `  checkout      ${inWords(summary.checkoutMs)}`,
    `  until paid    ${inWords(summary.paidMs)}`,
    `  outcomes      ${outcomes.join(', ')}`,
    wrong.length === 0 ? '  All as it has to be.' : `  ${wrong.length} wrong:`,
    ...[...wrong.slice(0, shown), ...more].map((line) => `    ${line}`),
  ].join('\n')
}

const inWords = ({ p50, p95, p99, max }: Percentiles) =>
  `p50 ${p50} ms, p95 ${p95} ms, p99 ${p99} ms, max ${max} ms`
