import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { Advice } from './command.ts'
import { signal } from './process-table.ts'

export type Program = {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
  /** The file that takes all it prints; a first start empties it. */
  readonly log: string
  /** Run as this user. */
  readonly user?: { readonly uid: number; readonly gid: number }
  /** What asks it to end; SIGTERM where it isn't given. */
  readonly stopSignal?: NodeJS.Signals
}

export type Watcher = {
  /** After each start, the first included. */
  started?(pid: number): unknown
  /** It ended without being asked to, and is started again. */
  died?(name: string, code: number | string): void
}

/** A program that is started again whenever it ends by itself, until it is stopped. */
export type Supervised = {
  readonly name: string
  readonly log: string
  /** The process id now; undefined between an end and the next start. */
  pid(): number | undefined
  /** Rejects when it has ended at once several times: starting it again would be no use. */
  readonly failed: Promise<never>
  /** Asks it to end, and kills it with all that it started if it hasn't after `graceMs`. */
  stop(graceMs?: number): Promise<void>
}

const soon = 3_000
const attempts = 6

export function supervise(program: Program, watcher: Watcher = {}): Supervised {
  let child: ChildProcess | undefined
  let stopping = false
  let fail: (error: Error) => void = () => {}
  const failed = new Promise<never>((_resolve, reject) => {
    fail = reject
  })
  // Whoever waits for the shop to be ready hears of it; later nobody may be listening.
  failed.catch(() => {})

  const run = async () => {
    for (let quickEnds = 0, first = true; !stopping; first = false) {
      const began = Date.now()
      child = launch(program, first)
      if (child.pid !== undefined) watcher.started?.(child.pid)
      const code = await ended(child)
      child = undefined
      if (stopping) return
      quickEnds = Date.now() - began < soon ? quickEnds + 1 : 0
      if (quickEnds >= attempts) return fail(await explain(program, code))
      watcher.died?.(program.name, code)
      await sleep(Math.min(250 * 2 ** quickEnds, 4_000))
    }
  }
  const done = run()

  return {
    name: program.name,
    log: program.log,
    pid: () => child?.pid,
    failed,
    async stop(graceMs = 10_000) {
      stopping = true
      const pid = child?.pid
      if (pid === undefined) return
      signal(pid, program.stopSignal ?? 'SIGTERM')
      const timer = setTimeout(() => signal(-pid, 'SIGKILL'), graceMs)
      await done
      clearTimeout(timer)
    },
  }
}

/** In a process group of its own, so that Ctrl-C reaches the launcher alone. */
function launch({ command, args, cwd, env, log, user }: Program, first: boolean): ChildProcess {
  const output = openSync(log, first ? 'w' : 'a')
  try {
    return spawn(command, args, {
      ...(cwd && { cwd }),
      ...(env && { env }),
      ...user,
      detached: true,
      stdio: ['ignore', output, output],
    })
  } finally {
    closeSync(output)
  }
}

/** The exit code, the signal, or why it could not be started. */
async function ended(child: ChildProcess): Promise<number | string> {
  try {
    const [code, signal] = await once(child, 'exit')
    return code ?? signal
  } catch (error) {
    return String(error)
  }
}

async function explain({ name, log }: Program, code: number | string): Promise<Error> {
  return new Advice(
    `${name} ends again and again (${code}). The end of ${log}:\n${await tailOf(log)}`,
  )
}

/** The last lines of a log. */
export async function tailOf(file: string, lines = 12): Promise<string> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return text.trimEnd().split('\n').slice(-lines).join('\n')
}
