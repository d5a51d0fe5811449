import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { Advice, type Command } from '../command.ts'
import { root } from '../paths.ts'
import { print } from '../print.ts'
import { appEnvironment } from '../shop/environment.ts'
import type { StartOptions } from '../shop/ground.ts'
import { openSession, type Session } from '../shop/session.ts'
import { type Shop, startShop } from '../shop/start.ts'

export const dataFlag = { data: { type: 'string', default: '.e-shop' } } as const

const flags = {
  ...dataFlag,
  broker: { type: 'string' },
  replicas: { type: 'string', multiple: true, default: [] as string[] },
  without: { type: 'string', multiple: true, default: [] as string[] },
  only: { type: 'string', multiple: true, default: [] as string[] },
  waiting: { type: 'string', multiple: true, default: [] as string[] },
  scale: { type: 'string', default: '1' },
  file: { type: 'string', default: 'dapr.yaml' },
  fresh: { type: 'boolean', default: false },
  'free-ports': { type: 'boolean', default: false },
} as const

export const start: Command = {
  summary: 'Runs the whole shop until Ctrl-C.',
  usage: `  --broker redis          the broker for this run; the one of dapr.yaml where it isn't given
  --replicas ordering=3   several instances of an app; may be repeated
  --without ordering      only its sidecar: run that app yourself, in an editor
  --only catalog,basket   only these apps
  --waiting payment       planned and not started: npm run app -- start payment
  --fresh                 wipes all data first
  --free-ports            free ports in place of those in dapr.yaml
  --data <folder>         where data and logs are; .e-shop where it isn't given`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    const options: StartOptions = {
      broker: values.broker,
      replicas: new Map(values.replicas.flatMap(commas).map(countOf)),
      without: new Set(values.without.flatMap(commas)),
      only: new Set(values.only.flatMap(commas)),
      waiting: new Set(values.waiting.flatMap(commas)),
      scale: scaleOf(values.scale),
      file: resolve(root, values.file),
      freePorts: values['free-ports'],
    }
    print('Starting e-shop …')
    const session = await openSession(resolve(root, values.data), values.fresh)
    const ended = untilStopped(session)
    const shop = await startShop(session, options).catch(async (error: unknown) => {
      await session.close()
      throw error
    })
    await tell(shop, session, options)
    return ended
  },
}

const commas = (text: string) => text.split(',').filter((part) => part !== '')

function countOf(text: string): [string, number] {
  const [, app, count] = /^([\w-]+)=(\d+)$/.exec(text) ?? []
  if (!app || !count || Number(count) < 1) {
    throw new Advice(`--replicas wants app=number, such as ordering=3; not ${text}`)
  }
  return [app, Number(count)]
}

/** For tests, so not in the usage: the part of each delivery's budget that remains. */
function scaleOf(text: string): number {
  const scale = Number(text)
  if (scale > 0 && scale <= 1) return scale
  throw new Advice(`--scale wants a number above 0 and at most 1; not ${text}`)
}

/** Resolves with the exit code once a signal has ended the session, even one that still starts. */
export const untilStopped = (session: Session): Promise<number> =>
  new Promise((resolve) => {
    let stopping = false
    const stop = () => {
      if (stopping) return
      stopping = true
      print('\nStopping …')
      session.close().then(
        () => process.exit(0),
        (error: unknown) => {
          print(String(error))
          resolve(1)
        },
      )
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  })

async function tell({ ground, ...shop }: Shop, session: Session, { without }: StartOptions) {
  const run = shop.run()
  const rows = run.processes.map(({ app, replica, port, daprHttpPort }) => [
    replica === 1 ? app : `${app} (${replica})`,
    `http://127.0.0.1:${port}`,
    `sidecar ${daprHttpPort}`,
  ])
  print()
  for (const [name = '', address = '', sidecar = ''] of rows) {
    print(`  ${name.padEnd(16)} ${address.padEnd(24)} ${sidecar}`)
  }
  for (const app of without) await tellHowToRun(app, ground, session)
  const password = process.env['DEMO_PASSWORD'] ?? 'shop'
  print(`
  Customers alice and bob, administrator admin; password ${password}.
  Logs: ${session.logs}. Ctrl-C or npm stop ends it.

e-shop is ready: storefront ${run.storefront} · gateway ${run.gateway}/api/v1 · broker ${run.broker}`)
}

/** Writes the environment of an app that is run by hand, in the form that node reads. */
async function tellHowToRun(app: string, { surroundings }: Shop['ground'], session: Session) {
  const replica = surroundings.plan.find((one) => one.app.appID === app && one.number === 1)
  if (!replica) return
  const file = join(session.folder, `${app}.env`)
  const lines = Object.entries(appEnvironment(replica, surroundings)).map(([k, v]) => `${k}=${v}`)
  await writeFile(file, `${lines.join('\n')}\n`, { mode: 0o600 })
  print(`
  ${app} waits for you:
    cd ${replica.app.appDirPath} && node --env-file=${file} --import tsx --watch src/main.ts`)
}
