import type { World } from './world.ts'

/** What was found out about a clause of the delivery contract on one broker. */
export type Verdict =
  /** Seen to hold; the evidence in one sentence. */
  | { readonly status: 'kept'; readonly evidence: string }
  | { readonly status: 'broken'; readonly evidence: string }
  /** The broker can't keep it; why, and what the shop does about it. */
  | { readonly status: 'not promised'; readonly evidence: string }

export type Clause = {
  /** Stable, for the command line and the tables. */
  readonly id: string
  /** One sentence that holds if the clause is kept. */
  readonly title: string
  /** By broker: why it is not promised there. */
  readonly notPromised?: Readonly<Record<string, string>>
  /** Tries it on a running shop; throws Broken, or gives what was seen. */
  check(world: World): Promise<string>
}

/** A clause that does not hold: what was seen instead. */
export class Broken extends Error {
  override readonly name = 'Broken'
}

/** Throws Broken unless the condition holds. */
export function expect(condition: boolean, seen: string): asserts condition {
  if (!condition) throw new Broken(seen)
}
