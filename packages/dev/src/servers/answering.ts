import { setTimeout as sleep } from 'node:timers/promises'
import { Advice } from '../command.ts'
import type { Supervised } from '../supervise.ts'

/** Waits until a server that was just started answers; its own end, or a minute, ends the wait. */
export async function answering(
  name: string,
  process: Supervised,
  answers: () => Promise<boolean>,
) {
  const end = Date.now() + 90_000
  const wait = async () => {
    while (!(await answers())) {
      if (Date.now() > end) throw new Advice(`${name} does not answer; its log: ${process.log}`)
      await sleep(100)
    }
  }
  await Promise.race([wait(), process.failed])
}
