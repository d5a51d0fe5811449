import { setTimeout as sleep } from 'node:timers/promises'

/** Waits until a condition holds; says what it waited for if it doesn't within `ms`. */
export async function eventually<T>(
  what: string,
  condition: () => Promise<T | false | undefined>,
  ms = 30_000,
): Promise<T> {
  for (const end = Date.now() + ms; ; ) {
    const result = await condition()
    if (result !== false && result !== undefined) return result
    if (Date.now() > end) throw new Error(`not within ${ms / 1_000} s: ${what}`)
    await sleep(100)
  }
}
