import type { Databases } from './databases.ts'

/** Something that is not as it has to be: the id of what it is about, and what is wrong with it. */
export type Violation = { readonly id: string; readonly what: string }

export type Looked = {
  readonly violations: readonly Violation[]
  /** Something worth knowing that is no fault. */
  readonly note?: string | undefined
}

/** What checks are told besides the databases. */
export type Circumstances = {
  /** How long anything may be in a passing state, in ms. */
  readonly limit: number
  /**
   * The broker may have lost what it had acknowledged, such as after a kill: what was made good for
   * is then no violation.
   */
  readonly brokerMayLose: boolean
}

/** One thing that has to be true of a shop at rest. */
export type Check = {
  readonly name: string
  /** What has to be true, in one line. */
  readonly says: string
  /** The apps without whose databases it can't be checked. */
  readonly needs: readonly string[]
  find(databases: Databases, circumstances: Circumstances): Promise<Looked>
}
