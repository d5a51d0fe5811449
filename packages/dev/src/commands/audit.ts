import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { duration } from '@shop/kit/config.ts'
import { audit as auditRun } from '../audit/audit.ts'
import { describe } from '../audit/report.ts'
import { Advice, type Command } from '../command.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { readRunFile } from '../shop/run-file.ts'
import { dataFlag } from './start.ts'

const flags = {
  ...dataFlag,
  wait: { type: 'string', default: '60s' },
  limit: { type: 'string', default: '3m' },
  'broker-may-lose': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const

export const audit: Command = {
  summary: 'Checks that all data of the running shop fits together.',
  usage: `  --wait 60s        how long to wait for the shop to come to rest before judging; 0s for now
  --limit 3m        how long an order may be in a passing state
  --broker-may-lose a broker was killed: events that it lost are no fault where they were made good
  --json            prints the findings as JSON, and nothing else
  --data <folder>   the data folder of the run; .e-shop where it isn't given

Ends with 1 if something is wrong, and names it.`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    const run = await readRunFile(resolve(root, values.data))
    if (!run) throw new Advice('The shop is not running: start it with npm start.')
    const result = await auditRun(run, {
      wait: milliseconds('--wait', values.wait),
      limit: milliseconds('--limit', values.limit),
      brokerMayLose: values['broker-may-lose'],
    })
    print(values.json ? JSON.stringify(result, null, 2) : describe(result))
    return result.ok ? 0 : 1
  },
}

function milliseconds(flag: string, text: string): number {
  const parsed = duration().safeParse(text)
  if (parsed.success) return parsed.data
  throw new Advice(`${flag} wants a length of time such as 60s or 2m; not ${text}`)
}
