import { randomOf } from '@shop/kit/random.ts'

/** Choices that look like chance and are always the same for one product. */
export type Dice = {
  between(low: number, high: number): number
  pick<T>(options: readonly [T, ...T[]]): T
  chance(share: number): boolean
}

export function createDice(text: string): Dice {
  const next = randomOf(hash(text))
  return {
    between: (low, high) => low + next() * (high - low),
    pick: (options) => options[Math.floor(next() * options.length)] ?? options[0],
    chance: (share) => next() < share,
  }
}

/** FNV-1a, 32 bits. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (const char of text) value = Math.imul(value ^ (char.codePointAt(0) ?? 0), 0x01000193)
  return value
}
