import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process, told apart from a later one with the same id by when it started. */
export type ProcessRef = { readonly pid: number; readonly started: string }

/** Field 22 of /proc/<pid>/stat, in clock ticks since boot; the name in field 2 may hold spaces. */
function fromProc(pid: number): string | undefined {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A zombie is gone but for its exit code.
  return fields[0] === 'Z' ? undefined : fields[19]
}

const fromPs = (pid: number): string | undefined =>
  execFileSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).trim() || undefined

/** When a process started, in whatever form the system has; undefined if there is none. */
function startOf(pid: number): string | undefined {
  try {
    return process.platform === 'linux' ? fromProc(pid) : fromPs(pid)
  } catch {
    return undefined
  }
}

export function refOf(pid: number): ProcessRef | undefined {
  const started = startOf(pid)
  return started === undefined ? undefined : { pid, started }
}

/** Whether just this process still runs. */
export const isAlive = ({ pid, started }: ProcessRef): boolean => startOf(pid) === started

/** Waits until a process has gone, at most `ms`; gives whether it has. */
export async function hasGone(ref: ProcessRef, ms: number): Promise<boolean> {
  for (const end = Date.now() + ms; Date.now() < end; ) {
    if (!isAlive(ref)) return true
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return !isAlive(ref)
}

/** Sends a signal; a process that has gone meanwhile is none the worse for it. */
export function signal(pid: number, name: NodeJS.Signals) {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
