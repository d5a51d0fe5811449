import { markdownTable } from '../generate/markdown.ts'
import { clauses } from './clauses.ts'
import type { BrokerReport } from './try-broker.ts'

export type Report = {
  readonly date: string
  readonly commit: string
  readonly daprd: string
  /** The part of each budget of time that was left. */
  readonly scale: number
  readonly runs: readonly BrokerReport[]
}

const signs = { kept: '✓', broken: '✗', 'not promised': '–' } as const

/** docs/CONFORMANCE.md: a row a clause, a column a broker and number of replicas. */
export function toMarkdown(report: Report): string {
  const { date, commit, daprd, scale, runs } = report
  const heads = runs.map(({ version, replicas }) => `${version} × ${replicas}`)
  const rows = clauses.map(({ id, title }) => [title, ...runs.map((run) => cell(run, id))])
  return `# Conformance

Written by \`npm run conformance\` on ${date}, commit ${commit}: the real shop on each broker, each clause of the delivery contract tried and judged by what can be seen from outside. ✓ was seen to hold, ✗ was not, – is not promised on that broker ([DELIVERY.md](DELIVERY.md) says why, and what the shop does about it).

Sidecar: daprd ${daprd}. “× 3” runs three replicas each of ordering and catalog.${scaleNote(scale)}

${markdownTable(['clause', ...heads], rows)}

## What was seen

${runs.map(evidence).join('\n\n')}
`
}

const scaleNote = (scale: number) =>
  scale === 1 ? '' : ` Every budget of time was scaled by ${scale}, in proportion.`

const cell = ({ tried }: BrokerReport, clause: string): string => {
  const found = tried.find((one) => one.clause === clause)
  return found ? signs[found.status] : ''
}

const evidence = ({ version, replicas, tried }: BrokerReport): string =>
  `### ${version} × ${replicas}\n\n${tried
    .map(
      (one) =>
        `- ${signs[one.status]} **${one.clause}** (${one.seconds} s): ${inOneLine(one.evidence)}`,
    )
    .join('\n')}`

const inOneLine = (text: string) => text.replaceAll(/\s+/g, ' ')
