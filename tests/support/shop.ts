import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eventually } from '@shop/dev/eventually.ts'
import { root } from '@shop/dev/paths.ts'
import { order } from '@shop/dev/shop/control.ts'
import { type RunFile, readRunFile } from '@shop/dev/shop/run-file.ts'

// The shop as a developer has it: `npm start` with ports and a data folder of its own.

export type RunningShop = {
  /** What is where, as of now: process ids change when something is started again. */
  run(): Promise<RunFile>
  readonly gateway: string
  readonly storefront: string
  readonly identity: string
  readonly folder: string
  /** `npm run app -- stop payment`, and so on. */
  app(action: 'stop' | 'start' | 'restart', name: string): Promise<void>
  /** SIGKILL to an app, `<app>.daprd` or a server; resolves when another runs in its place. */
  kill(name: string): Promise<void>
  /** The lines of an app's log that are errors. */
  errorsIn(app: string): Promise<string[]>
  stop(): Promise<void>
}

export async function runShop(
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Promise<RunningShop> {
  const folder = await mkdtemp(join(tmpdir(), 'e-shop-run-'))
  await chmod(folder, 0o755)
  const door = join(root, 'packages', 'dev', 'bin', 'e-shop.js')
  const broker = process.env['TEST_BROKER'] ? ['--broker', process.env['TEST_BROKER']] : []
  const flags = ['--free-ports', '--data', folder, ...broker, ...args]
  const launcher = spawn(process.execPath, [door, 'start', ...flags], {
    cwd: root,
    env: { ...process.env, NODE_OPTIONS: '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output = outputOf(launcher)
  const first = await ready(launcher, folder, output).catch(async (error: unknown) => {
    await end(launcher)
    throw error
  })
  const run = async () => (await readRunFile(folder)) ?? first
  return {
    run,
    gateway: `${first.gateway}/api/v1`,
    storefront: first.storefront,
    identity: first.identity,
    folder,
    app: (action, name) => order(folder, action, name),
    async kill(name) {
      const before = pidOf(await run(), name)
      if (before === undefined) throw new Error(`${name} does not run`)
      process.kill(before, 'SIGKILL')
      await eventually(`another ${name}`, async () => {
        const now = pidOf(await run(), name)
        return now !== undefined && now !== before
      })
    },
    async errorsIn(app) {
      const text = await readFile(join(folder, 'logs', `${app}.log`), 'utf8')
      return text.split('\n').filter((line) => line.includes('"level":"error"'))
    },
    async stop() {
      await end(launcher)
      await rm(folder, { recursive: true, force: true })
    },
  }
}

function outputOf(launcher: ChildProcess): () => string {
  let text = ''
  const keep = (chunk: Buffer) => {
    text += chunk.toString()
  }
  launcher.stdout?.on('data', keep)
  launcher.stderr?.on('data', keep)
  return () => text
}

async function ready(launcher: ChildProcess, folder: string, output: () => string) {
  await eventually(
    'e-shop is ready',
    async () => {
      if (launcher.exitCode !== null) throw new Error(`npm start ended:\n${output()}`)
      return output().includes('e-shop is ready')
    },
    240_000,
  )
  const run = await readRunFile(folder)
  if (!run) throw new Error(`npm start has left no run.json:\n${output()}`)
  return run
}

async function end(launcher: ChildProcess) {
  if (launcher.exitCode !== null) return
  const ended = once(launcher, 'exit')
  launcher.kill('SIGTERM')
  await ended
}

function pidOf({ processes, servers }: RunFile, name: string): number | undefined {
  const server = servers.find((one) => one.name === name)
  if (server) return server.pid
  const [app, part] = name.split('.')
  const one = processes.find((process) => process.app === app && process.replica === 1)
  return part === 'daprd' ? one?.daprPid : one?.pid
}
