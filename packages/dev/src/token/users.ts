import { Advice } from '../command.ts'

const range = /^([a-z]+)(\d+)\.\.\1(\d+)$/

/** The users that `alice` or `buyer1..buyer200` names. */
export function usersOf(text: string): readonly string[] {
  const [, name = '', first, last] = range.exec(text) ?? []
  if (first === undefined || last === undefined) {
    if (/^[\w-]+$/.test(text)) return [text]
    throw new Advice(`A user or a range such as buyer1..buyer200 is wanted, not ${text}`)
  }
  const [from, to] = [Number(first), Number(last)]
  if (to < from || to - from >= 10_000) throw new Advice(`${text} is not a range of users`)
  return Array.from({ length: to - from + 1 }, (_, index) => `${name}${from + index}`)
}
