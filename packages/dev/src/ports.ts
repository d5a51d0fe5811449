import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

/** Whether nobody listens on a port of the loopback address. */
export const isFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () =>
      probe.close(() => resolve(true)),
    )
  })

const given = new Set<number>()

/**
 * A port that is free now and was not given before by this process. Below the range from which
 * systems take the ports of outgoing connections, or one of those could take it meanwhile.
 */
export async function freePort(): Promise<number> {
  for (let tries = 0; tries < 200; tries += 1) {
    const port = randomInt(18_000, 32_000)
    if (given.has(port) || !(await isFree(port))) continue
    given.add(port)
    return port
  }
  throw new Error('found no free port between 18000 and 32000')
}
