import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { brokers } from '../generate/files.ts'
import { reportLines } from '../lint/print.ts'
import { lintShop } from '../lint/shop.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { order } from '../shop/control.ts'
import { runningLauncher } from '../shop/ledger.ts'
import { nameBroker } from '../shop/switch-broker.ts'
import { dataFlag } from './start.ts'

export const switchCommand: Command = {
  summary: 'Takes the shop to another broker, also while it runs: npm run broker -- switch kafka',
  usage: `  --data <folder>   the data folder of the run; .e-shop where it isn't given

Of a running shop, relays are held, what was published is handled, sidecars are exchanged one after
the other, an event on every topic is sent and heard, and relays go on. If any of it fails, the shop
is back on the broker that it had. Of a shop that does not run, only dapr.yaml is changed.`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: dataFlag, allowPositionals: true })
    const broker = await brokerNamed(positionals[0])
    await preflight(broker)
    const folder = resolve(root, values.data)
    if (await runningLauncher(folder)) {
      await order(folder, 'switch', broker, (said) => print(`  … ${said}`))
      print(`The shop is on ${broker}.`)
      return 0
    }
    await nameBroker(join(root, 'dapr.yaml'), broker)
    print(`dapr.yaml names ${broker} now. The shop does not run; its next start is on ${broker}.
If it was stopped with events on their way, start it on the old broker first and switch while it runs.`)
    return 0
  },
}

async function brokerNamed(name: string | undefined): Promise<string> {
  const known = await brokers()
  if (name && known.includes(name)) return name
  throw new Advice(`Switch to which broker? There are: ${known.join(', ')}`)
}

/** The YAML of the broker must be without fault before anything is touched. */
async function preflight(broker: string) {
  const report = await lintShop([join(root, 'components', broker)])
  const errors = report.findings.length
  if (errors === 0) return
  print(reportLines(report, false).join('\n'))
  throw new Advice(`components/${broker} has faults; nothing was changed.`)
}
