import type { Dice } from './dice.ts'

/** The first form that a word of the id names; by chance where none does. */
export function kindOf<K extends string>(
  id: string,
  dice: Dice,
  words: readonly (readonly [word: string, kind: K])[],
  kinds: readonly [K, ...K[]],
): K {
  const byChance = dice.pick(kinds)
  const parts = id.split('-')
  return words.find(([word]) => parts.includes(word))?.[1] ?? byChance
}
