import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { hasGone, signal } from '../process-table.ts'
import { endOrphans, runningLauncher } from '../shop/ledger.ts'
import { removeRunFile } from '../shop/run-file.ts'
import { dataFlag } from './start.ts'

export const stop: Command = {
  summary: 'Ends the shop that npm start runs in another terminal.',
  usage: '  --data <folder>   the data folder of that run',
  async run(args) {
    const { values } = parseArgs({ args, options: dataFlag })
    const folder = resolve(root, values.data)
    const launcher = await runningLauncher(folder)
    if (launcher) {
      signal(launcher.pid, 'SIGTERM')
      if (!(await hasGone(launcher, 60_000))) {
        throw new Advice(`Process ${launcher.pid} has not ended within a minute.`)
      }
      print('Stopped.')
      return 0
    }
    const left = await endOrphans(folder)
    await removeRunFile(folder)
    print(left.length > 0 ? `Ended what was left: ${left.join(', ')}.` : 'Nothing runs here.')
    return 0
  },
}
