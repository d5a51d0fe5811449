import { ApiProblem } from '../api/problem.ts'

export type Faults = ReadonlyMap<string, string>

/** What is wrong by field; a code that is about one field is shown there too. */
export function faultsByField(error: Error | null): Faults {
  if (!(error instanceof ApiProblem)) return new Map()
  const faults = new Map(error.faults.map(({ path, message }) => [path, message]))
  if (error.code === 'card-expired') faults.set('card.expires', 'the card has expired')
  return faults
}
