import { setTimeout as sleep } from 'node:timers/promises'
import { Advice } from '../command.ts'
import type { Say } from '../print.ts'
import { tailOf } from '../supervise.ts'
import type { Started } from './processes.ts'

const answersWell = (url: string): Promise<boolean> =>
  fetch(url, { signal: AbortSignal.timeout(2_000) }).then(
    (answer) => answer.ok,
    () => false,
  )

/** An app is ready when it says so; a sidecar when its components are loaded and its app is there. */
const isReady = async ({ appProcess, port, httpPort }: Started): Promise<boolean> =>
  appProcess
    ? (await answersWell(`http://127.0.0.1:${port}/readyz`)) &&
      (await answersWell(`http://127.0.0.1:${httpPort}/v1.0/healthz`))
    : answersWell(`http://127.0.0.1:${httpPort}/v1.0/healthz/outbound`)

/** Waits until every replica is ready, or one of them has ended for good. */
export async function allReady(started: readonly Started[], say: Say, ms = 180_000) {
  const failures = started.flatMap((one) => [
    ...(one.appProcess ? [one.appProcess.failed] : []),
    ...(one.sidecar ? [one.sidecar.failed] : []),
  ])
  await Promise.race([waitFor(started, say, Date.now() + ms), ...failures])
}

async function waitFor(started: readonly Started[], say: Say, end: number) {
  let waiting = started
  for (let said = Date.now(); ; ) {
    const ready = await Promise.all(waiting.map(isReady))
    waiting = waiting.filter((_, index) => !ready[index])
    if (waiting.length === 0) return
    if (Date.now() > end) throw await notReady(waiting)
    if (Date.now() - said > 5_000) {
      said = Date.now()
      say(`waiting for ${waiting.map((one) => one.name).join(', ')}`)
    }
    await sleep(150)
  }
}

async function notReady(waiting: readonly Started[]): Promise<Advice> {
  const [first] = waiting
  const names = waiting.map((one) => one.name).join(', ')
  if (!first) return new Advice('nothing became ready')
  const logs = [first.appProcess?.log, first.sidecar?.log].filter((log) => log !== undefined)
  const ends = await Promise.all(logs.map(async (log) => `${log}:\n${await tailOf(log)}`))
  return new Advice(`Not ready in time: ${names}. ${ends.join('\n')}`)
}
