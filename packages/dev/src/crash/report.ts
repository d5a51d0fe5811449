import { brief, table } from '../ops/table.ts'
import type { Tried } from './try-cell.ts'

/** What came of the cells on one broker. */
export type BrokerTried = {
  readonly broker: string
  readonly seconds: number
  readonly tried: readonly Tried[]
}

/** One cell in one line. */
export function rowOf({ cell, wrong, seconds, saidAgain, notes }: Tried): string {
  const sign = wrong.length === 0 ? '✓' : '✗'
  const more = [`${saidAgain} said again`, ...notes]
  return `${sign} ${cell.id} (${seconds} s; ${more.join('; ')})`
}

/** The matrix of one broker, a row a cell. */
export function describe({ broker, seconds, tried }: BrokerTried): string {
  const rows = tried.map(({ cell, wrong, ...one }) => {
    const [app, step, victim] = cell.id.split('/')
    const result = resultOf(wrong)
    const numbers = [one.seconds.toFixed(1), one.saidAgain, one.sentAgain]
    return [app, step, victim, ...numbers, result, one.notes.join('; ')]
  })
  const heads = ['APP', 'STEP', 'KILLED', 'SECONDS', 'SAID AGAIN', 'SENT AGAIN', 'RESULT', 'NOTES']
  const failed = tried.filter(({ wrong }) => wrong.length > 0).length
  const result =
    failed === 0
      ? 'no order was lost, doubled or stuck in any'
      : `${failed} of them not as they have to be`
  return [
    table(heads, rows),
    '',
    `${broker}: ${tried.length} cells in ${inMinutes(seconds)}; ${result}.`,
  ].join('\n')
}

const inMinutes = (seconds: number) =>
  `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`

/** The first of what was wrong, cut where it is long: all of it was said when it was seen. */
function resultOf([first, ...more]: readonly string[]): string {
  if (first === undefined) return 'ok'
  return more.length === 0 ? (brief(first) ?? '') : `${brief(first)}, and ${more.length} more`
}
