import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { print } from '../print.ts'
import { counts, reportJson, reportLines } from './print.ts'
import { ruleIds, rules } from './rules.ts'
import { lintShop } from './shop.ts'

const flags = { json: { type: 'boolean' }, rules: { type: 'boolean' } } as const

export const lintCommand: Command = {
  summary: 'Finds faults in components, subscriptions, policies and configurations.',
  usage: `  [folder…]   all of components/ and dapr/, and dapr.yaml, where none is given
  --json      prints one array of {rule, severity, file, line, column, message}
  --rules     prints every rule

Exit code 1 if there is an error; warnings alone are 0.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: flags, allowPositionals: true })
    if (values.rules) {
      print(ruleLines().join('\n'))
      return 0
    }
    const folders = positionals.map((folder) => resolve(process.env['INIT_CWD'] ?? '.', folder))
    const report = await lintShop(folders.length > 0 ? folders : undefined)
    const inColour = process.stdout.isTTY === true && !process.env['NO_COLOR']
    print(values.json ? reportJson(report) : reportLines(report, inColour).join('\n'))
    return counts(report.findings).errors > 0 ? 1 : 0
  },
}

function ruleLines(): string[] {
  const width = Math.max(...ruleIds.map((id) => id.length))
  return ruleIds.map(
    (id) => `${id.padEnd(width)}  ${rules[id].severity.padEnd(7)}  ${rules[id].about}`,
  )
}
