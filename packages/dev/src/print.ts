/** Writes a line for the person at the terminal. */
export const print = (line = '') => {
  process.stdout.write(`${line}\n`)
}

const seconds = (since: number) => `${((Date.now() - since) / 1_000).toFixed(1)} s`

/** How a step tells what it is doing meanwhile. */
export type Say = (what: string) => void

/**
 * Runs one step of a longer work and shows its progress: what it says, a sign of life every 15 s,
 * and how long it took. Steps may run side by side, so each line names its step.
 */
export async function step<T>(name: string, work: (say: Say) => Promise<T>): Promise<T> {
  const started = Date.now()
  let last = 'starting'
  const say: Say = (what) => {
    last = what
    print(`  … ${name}: ${what}`)
  }
  const alive = setInterval(() => print(`  … ${name}: ${last} (${seconds(started)})`), 15_000)
  try {
    const result = await work(say)
    print(`  ✓ ${name} (${seconds(started)})`)
    return result
  } finally {
    clearInterval(alive)
  }
}
