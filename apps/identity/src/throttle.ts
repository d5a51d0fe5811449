export type Throttle = {
  /** How many seconds an address has to wait; 0 for none. */
  wait(address: string): number
  failed(address: string): void
}

type Options = { readonly failures?: number; readonly ms?: number; readonly addresses?: number }

/**
 * Slows down the guessing of passwords: after so many wrong ones within a minute, an address waits
 * until that minute is over. Right ones are not counted, so a load from one address isn't slowed.
 */
export function createThrottle(
  now: () => Date,
  { failures = 20, ms = 60_000, addresses = 10_000 }: Options = {},
): Throttle {
  const known = new Map<string, { readonly count: number; readonly until: number }>()
  const current = (address: string) => {
    const entry = known.get(address)
    return entry && entry.until > now().getTime() ? entry : undefined
  }
  return {
    wait(address) {
      const entry = current(address)
      if (!entry || entry.count < failures) return 0
      return Math.ceil((entry.until - now().getTime()) / 1_000)
    },
    failed(address) {
      const { count, until } = current(address) ?? { count: 0, until: now().getTime() + ms }
      known.delete(address)
      known.set(address, { count: count + 1, until })
      if (known.size <= addresses) return
      const [oldest] = known.keys()
      if (oldest !== undefined) known.delete(oldest)
    },
  }
}
