import type { Audit, Finding } from './audit.ts'

const shown = 10

/** An audit for a person to read: a line a check, and the ids of what is wrong. */
export function describe({ findings, violations, seconds, unquiet }: Audit): string {
  const width = Math.max(...findings.map((one) => one.check.length))
  const unchecked = findings.filter((one) => one.missing.length > 0).length
  const result =
    violations === 0
      ? 'Nothing is wrong'
      : `${violations} ${violations === 1 ? 'violation' : 'violations'}`
  const checked = `${findings.length - unchecked} checks in ${seconds} s`
  return [
    ...(unquiet.length > 0 ? [`  Not at rest: ${unquiet.length}, such as ${unquiet[0]}`, ''] : []),
    ...findings.flatMap((one) => lines(one, width)),
    '',
    `  ${result}; ${checked}${unchecked > 0 ? `, ${unchecked} left out` : ''}.`,
  ].join('\n')
}

function lines({ check, says, missing, violations, note, ms }: Finding, width: number): string[] {
  const name = check.padEnd(width)
  if (missing.length > 0) return [`  – ${name}  left out: ${missing.join(', ')} not in the run`]
  const more = violations.length - shown
  return [
    `  ${violations.length === 0 ? '✓' : '✗'} ${name}  ${says}${note ? ` (${note})` : ''} ${ms} ms`,
    ...violations.slice(0, shown).map(({ id, what }) => `      ${id}  ${what}`),
    ...(more > 0 ? [`      … and ${more} more`] : []),
  ]
}
