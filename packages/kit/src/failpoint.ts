import { readFileSync, unlinkSync } from 'node:fs'
import { join } from 'node:path'
import { failpoints } from './config.ts'

/** The places where a crash is tried: what a service has just done, or is about to do. */
export type Failpoint =
  | 'event.received'
  | 'event.handled'
  | 'event.committed'
  | 'relay.claimed'
  | 'relay.published'
  | 'checkout.frozen'
  | 'checkout.tokenised'
  | 'checkout.accepted'
  | 'charge.claimed'
  | 'charge.answered'
  | 'refund.claimed'

/**
 * Kills a process with SIGKILL, once, if a test has armed this point: with a file
 * `<app id>.<point>` or `<app id>.<point>@<detail>` in the folder that FAILPOINTS names, which
 * holds the process id to kill, or nothing for this process. Without FAILPOINTS, and in
 * production, it does nothing.
 */
export function failpoint(point: Failpoint, detail = '') {
  if (!failpoints) return
  for (const name of [point, `${point}@${detail}`]) {
    const armed = disarm(join(failpoints.folder, `${failpoints.app}.${name}`))
    if (armed !== undefined) process.kill(armed || process.pid, 'SIGKILL')
  }
}

/** The process id in the file; undefined where there is none. Only one process gets to remove it. */
function disarm(file: string): number | undefined {
  try {
    const text = readFileSync(file, 'utf8')
    unlinkSync(file)
    return Number(text)
  } catch {
    return undefined
  }
}
