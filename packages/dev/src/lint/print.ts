import { styleText } from 'node:util'
import type { Finding } from './finding.ts'
import type { Report } from './lint.ts'
import { rules } from './rules.ts'

/** As compilers write: file:line:column, so that terminals and editors find the place. */
export function reportLines({ findings, files }: Report, inColour: boolean): string[] {
  const lines = findings.map((one) => findingLine(one, inColour))
  const { errors, warnings } = counts(findings)
  if (findings.length === 0) return [`No fault in ${count(files, 'file')}.`]
  const sum = `${count(errors, 'error')} and ${count(warnings, 'warning')} in ${count(files, 'file')}.`
  return [...lines, '', sum]
}

function findingLine({ file, line, column, rule, message }: Finding, inColour: boolean): string {
  const paint = (style: Parameters<typeof styleText>[0], text: string) =>
    inColour ? styleText(style, text) : text
  const { severity } = rules[rule]
  const label = paint(severity === 'error' ? 'red' : 'yellow', severity)
  return `${paint('bold', `${file}:${line}:${column}`)}: ${label}: ${message} ${paint('dim', `[${rule}]`)}`
}

export function counts(findings: readonly Finding[]) {
  const errors = findings.filter(({ rule }) => rules[rule].severity === 'error').length
  return { errors, warnings: findings.length - errors }
}

const count = (number: number, what: string) => `${number} ${what}${number === 1 ? '' : 's'}`

/** For programs: one array. */
export const reportJson = ({ findings }: Report): string =>
  JSON.stringify(
    findings.map((one) => ({ ...one, severity: rules[one.rule].severity })),
    null,
    2,
  )
