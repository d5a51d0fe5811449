import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { Advice } from '../command.ts'
import { hasGone, isAlive, type ProcessRef, refOf, signal } from '../process-table.ts'

// What a run has started, written down as it starts it, so that `npm stop` and the next start
// find what a killed launcher left behind.

const ref = z.object({ pid: z.int(), started: z.string() })
const ledgerFile = z.object({
  launcher: ref,
  processes: z.array(z.object({ name: z.string(), ...ref.shape })),
})

const pathOf = (folder: string) => join(folder, 'ledger.json')

async function read(folder: string) {
  const text = await readFile(pathOf(folder), 'utf8').catch(() => undefined)
  const parsed = text === undefined ? undefined : ledgerFile.safeParse(JSON.parse(text))
  return parsed?.data
}

/** The launcher that runs a shop in this folder now. */
export async function runningLauncher(folder: string): Promise<ProcessRef | undefined> {
  const ledger = await read(folder)
  return ledger && isAlive(ledger.launcher) ? ledger.launcher : undefined
}

/** Ends what a launcher that is gone has left running; gives the names. */
export async function endOrphans(folder: string): Promise<string[]> {
  const ledger = await read(folder)
  const left = (ledger?.processes ?? []).filter(isAlive)
  // SIGINT is what PostgreSQL takes for a fast shutdown; the others take it as SIGTERM.
  for (const one of left) signal(one.pid, 'SIGINT')
  await Promise.all(left.map(endFor))
  await rm(pathOf(folder), { force: true })
  return left.map((one) => one.name)
}

async function endFor(one: ProcessRef) {
  if (await hasGone(one, 5_000)) return
  // With its process group: PostgreSQL's children are processes of their own.
  signal(-one.pid, 'SIGKILL')
  await hasGone(one, 5_000)
}

export type Ledger = {
  /** Notes a process, in the place of an earlier one of the same name. */
  add(name: string, pid: number): void
  /** Ends the record, when all of it has ended. */
  close(): void
}

/** Takes the folder for this run; refuses it while another launcher has it. */
export async function openLedger(folder: string): Promise<Ledger> {
  await mkdir(folder, { recursive: true })
  const running = await runningLauncher(folder)
  if (running) {
    throw new Advice(`The shop already runs here (process ${running.pid}); npm stop ends it.`)
  }
  const launcher = refOf(process.pid)
  if (!launcher) throw new Error('the launcher does not find itself in the process table')
  const processes = new Map<string, ProcessRef>()

  // Before anything else can happen: a launcher killed now must leave the process on record.
  const write = () => {
    const all = [...processes].map(([name, one]) => ({ name, ...one }))
    const draft = `${pathOf(folder)}.draft`
    writeFileSync(draft, JSON.stringify({ launcher, processes: all }, null, 2))
    renameSync(draft, pathOf(folder))
  }
  write()
  return {
    add(name, pid) {
      const one = refOf(pid)
      if (!one) return
      processes.set(name, one)
      write()
    },
    close: () => rmSync(pathOf(folder), { force: true }),
  }
}
