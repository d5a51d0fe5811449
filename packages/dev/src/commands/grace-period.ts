import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { nodeProgram } from '../node-tool.ts'
import { root } from '../paths.ts'
import { readRunTemplate } from '../run-template.ts'
import { readRunFile } from '../shop/run-file.ts'
import { dataFlag } from './start.ts'

const app = 'grace-period'

export const gracePeriod: Command = {
  summary: 'Runs the grace-period task once on the running shop, as a CronJob would, and exits.',
  usage: "  --data <folder>   the data folder of the run; .e-shop where it isn't given",
  async run(args) {
    const { values } = parseArgs({ args, options: dataFlag })
    const run = await readRunFile(resolve(root, values.data))
    const spec = (await readRunTemplate(resolve(root, 'dapr.yaml'))).find(
      (one) => one.appID === app,
    )
    const process = run?.processes.find((one) => one.app === app)
    const database = run?.databases[app]
    if (!run || !spec || !process || !database) {
      throw new Advice('The shop is not running: start it with npm start.')
    }
    return nodeProgram(spec.appDirPath, [...spec.command.slice(1), '--once'], {
      ...spec.env,
      APP_ID: app,
      APP_PORT: '0',
      DAPR_HTTP_PORT: String(process.daprHttpPort),
      DATABASE_URL: database,
      OIDC_ISSUER: run.identity,
    })
  },
}
