import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { isAction, order } from '../shop/control.ts'
import { dataFlag } from './start.ts'

export const app: Command = {
  summary: 'Ends, starts or restarts one app of a running shop: npm run app -- restart ordering',
  usage: `  stop <name>       ends the app and its sidecar; its events wait
  start <name>      starts it again
  restart <name>    both; the name of a further replica is such as ordering-2
  --data <folder>   the data folder of that run`,
  async run(args) {
    const { values, positionals } = parseArgs({ args, options: dataFlag, allowPositionals: true })
    const [action, ...names] = positionals
    if (!isAction(action) || names.length === 0) {
      throw new Advice(`What to do, and with which app?\n${app.usage}`)
    }
    for (const name of names) {
      await order(resolve(root, values.data), action, name)
      print(`${name}: ${action} done`)
    }
    return 0
  },
}
