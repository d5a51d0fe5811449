import { writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import type { Command } from '../command.ts'
import { root } from '../paths.ts'
import { print, step } from '../print.ts'
import { runProgram } from '../programs.ts'
import { appEnvironment, sidecarEnvironment } from '../shop/environment.ts'
import { type Ground, openGround } from '../shop/ground.ts'
import type { Replica } from '../shop/plan.ts'
import { openSession, type Session } from '../shop/session.ts'
import { dataFlag, untilStopped } from './start.ts'

const flags = {
  ...dataFlag,
  broker: { type: 'string' },
  fresh: { type: 'boolean', default: false },
} as const

export const servers: Command = {
  summary: 'Runs PostgreSQL and the broker alone, for dapr run -f . in another terminal.',
  usage: `  --broker redis    the broker; the one of dapr.yaml where it isn't given
  --fresh           wipes all data first
  --data <folder>   where data and logs are; .e-shop where it isn't given`,
  async run(args) {
    const { values } = parseArgs({ args, options: flags })
    const session = await openSession(resolve(root, values.data), values.fresh)
    const ended = untilStopped(session)
    await prepare(session, values.broker).catch(async (error: unknown) => {
      await session.close()
      throw error
    })
    return ended
  },
}

async function prepare(session: Session, broker: string | undefined) {
  const none = new Set<string>()
  const ground = await openGround(session, {
    ...{ replicas: new Map(), without: none, only: none, waiting: none, scale: 1 },
    ...{ broker, freePorts: false, file: join(root, 'dapr.yaml') },
  })
  const owners = ground.plan.filter(({ app }) => app.env['DATABASE_URL'])
  await step('Tables and seeds', async () => {
    for (const replica of owners) await migrate(replica, ground)
  })
  const file = join(session.folder, 'servers.env')
  await writeFile(file, environmentOf(ground), { mode: 0o600 })
  print(`
  The environment of the sidecars is in ${file}. In another terminal:

    set -a; . ${file}; set +a; dapr run -f .

  Ctrl-C or npm stop ends the servers.`)
}

/** A service brings its own tables up to date when it is asked to do only that. */
function migrate(replica: Replica, { surroundings }: Ground) {
  const [, ...args] = replica.app.command
  return runProgram(process.execPath, [...args, '--migrate'], {
    cwd: replica.app.appDirPath,
    env: { ...process.env, ...appEnvironment(replica, surroundings) },
  })
}

function environmentOf({ plan: [first], surroundings }: Ground): string {
  const env = first ? sidecarEnvironment(first, surroundings) : {}
  return Object.entries(env)
    .map(([name, value]) => `${name}='${value}'\n`)
    .join('')
}
