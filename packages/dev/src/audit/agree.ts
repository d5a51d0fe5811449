import type { Check } from './check.ts'
import { type Difference, differences, type Relation } from './difference.ts'

type Sides = {
  readonly name: string
  readonly says: string
  readonly left: Relation
  readonly right: Relation
  /** Differences that are none. */
  readonly mayDiffer?: (difference: Difference) => boolean
}

/** A check that two databases tell the same. */
export const agree = ({ name, says, left, right, mayDiffer = () => false }: Sides): Check => ({
  name,
  says,
  needs: [left.app, right.app],
  async find(databases) {
    const found = await differences(databases, left, right)
    const violations = found
      .filter((one) => !mayDiffer(one))
      .map((one) => ({ id: one.key, what: inWords(left.app, right.app, one) }))
    return { violations }
  },
})

const inWords = (leftApp: string, rightApp: string, { left, right }: Difference) =>
  `${leftApp} says ${valuesOf(left)}, ${rightApp} says ${valuesOf(right)}`

const valuesOf = (values: readonly string[]) =>
  values.length === 0 ? 'nothing' : values.map((value) => `“${value}”`).join(' and ')
