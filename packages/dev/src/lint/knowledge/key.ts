import type { DescribedKey, Profile } from './file.ts'

export type Key = Omit<DescribedKey, 'type' | 'deprecated'> & {
  readonly type?: DescribedKey['type'] | 'milliseconds'
  /** Looked up by the exact name: in another case it is ignored. */
  readonly exactCase?: true
  /** Allowed values are taken in any case. */
  readonly anyCase?: true
  readonly max?: number
  /** What to write instead. */
  readonly deprecated?: string
}

/** What a component's code reads and its metadata.yaml leaves out or has wrong. */
export type Supplement = {
  readonly keys: readonly Key[]
  /** Take the place of the file's. */
  readonly profiles?: readonly Profile[]
}
