/** Lower case letters and digits without accents, words apart by one space. */
const plain = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

/** What a search is compared with; the space in front and behind lets it look for whole words. */
export const searchable = (...parts: readonly string[]): string =>
  ` ${parts.map(plain).filter(Boolean).join(' ')} `

const mostWords = 8

/** The words that somebody looks for. */
export const wordsOf = (search: string): readonly string[] =>
  [...new Set(plain(search).split(' '))].filter(Boolean).slice(0, mostWords)

/**
 * A LIKE pattern for one word. A trigram index can't find one or two letters anywhere, but it
 * finds a word that begins with them.
 */
export const patternOf = (word: string): string => (word.length < 3 ? `% ${word}%` : `%${word}%`)
