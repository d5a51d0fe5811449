import { type Component, entryOf, isElsewhere } from '../component.ts'
import { type Finding, finding } from '../finding.ts'
import type { RuleId } from '../rules.ts'

/** What the delivery contract asks of one metadata key. */
export type Demand = {
  readonly rule: RuleId
  readonly key: string
  /** Only the exact name is read. */
  readonly exact?: boolean
  /** Whether a value will do; undefined where none is given. */
  isSafe(value: string | undefined): boolean
  /** Completes «durable is false: …». */
  readonly why: string
  /** What the component takes where nothing is given. */
  readonly byDefault?: string
}

/** Values that are known only when it runs are taken on trust. */
export const demanded = (component: Component, demands: readonly Demand[]): Finding[] =>
  demands.flatMap(({ rule, key, exact, isSafe, why, byDefault }) => {
    const entry = entryOf(component, key, exact)
    if (entry && isElsewhere(entry)) return []
    if (isSafe(entry?.value)) return []
    const is = entry?.value ?? `left out, which is ${byDefault ?? 'nothing'}`
    return [finding(rule, entry?.valueAt ?? component.at.metadata, `${key} is ${is}: ${why}`)]
  })
