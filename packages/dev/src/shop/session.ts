import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { print } from '../print.ts'
import { postgresUser, reachableFolder } from '../servers/postgres-user.ts'
import type { Supervise } from '../servers/server.ts'
import { type Supervised, supervise } from '../supervise.ts'
import { endOrphans, openLedger, runningLauncher } from './ledger.ts'
import { removeRunFile } from './run-file.ts'

/** One use of a data folder: what was started in it, and the end of all of that. */
export type Session = {
  readonly folder: string
  readonly logs: string
  readonly supervise: Supervise
  /** Called after each further start of a process. */
  onRestart(listener: () => void): void
  /** Runs before the processes are ended, the last registered first. */
  onClose(work: () => Promise<unknown>): void
  /** Ends everything, the last started first; once, however often it is called. */
  close(): Promise<void>
}

/** Takes a data folder: ends what a killed run has left there, and wipes it if asked to. */
export async function openSession(folder: string, fresh: boolean): Promise<Session> {
  if (!(await runningLauncher(folder))) await tidy(folder, fresh)
  const ledger = await openLedger(folder)
  const logs = join(folder, 'logs')
  await mkdir(logs, { recursive: true })
  const all: Supervised[] = []
  const closers: (() => Promise<unknown>)[] = []
  let restarted = () => {}
  let closing: Promise<void> | undefined

  const close = async () => {
    for (const work of closers.reverse()) await work()
    for (const one of [...all].reverse()) await one.stop()
    await removeRunFile(folder)
    ledger.close()
  }
  return {
    folder,
    logs,
    supervise(program) {
      const one = supervise(program, {
        started: (pid) => {
          ledger.add(program.name, pid)
          restarted()
        },
        died: (name, code) => print(`  ! ${name} ended (${code}); starting it again`),
      })
      all.push(one)
      return one
    },
    onRestart: (listener) => {
      restarted = listener
    },
    onClose: (work) => closers.push(work),
    close() {
      closing ??= close()
      return closing
    },
  }
}

async function tidy(folder: string, fresh: boolean) {
  const left = await endOrphans(folder)
  if (left.length > 0) print(`  Ended what an earlier run had left: ${left.join(', ')}`)
  await removeRunFile(folder)
  if (!fresh) return
  await rm(await reachableFolder(folder, await postgresUser()), { recursive: true, force: true })
  await rm(folder, { recursive: true, force: true })
}
